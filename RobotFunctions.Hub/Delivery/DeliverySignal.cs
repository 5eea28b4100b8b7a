using System.Threading.Channels;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Tells the delivery loop of this process that a subscription has something to deliver. What is not told is found by the sweep.</summary>
internal sealed class DeliverySignal
{
    // Unbounded: an entry is an id, and the loop only passes it on.
    private readonly Channel<Guid?> _wakes = Channel.CreateUnbounded<Guid?>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Wakes the loop for a subscription.</summary>
    public void Wake(Guid subscriptionId) => _wakes.Writer.TryWrite(subscriptionId);

    /// <summary>Makes the loop look for everything that is due.</summary>
    public void Sweep() => _wakes.Writer.TryWrite(null);

    /// <summary>The wakes, in order; null is a sweep.</summary>
    public IAsyncEnumerable<Guid?> ReadAsync(CancellationToken cancellation) => _wakes.Reader.ReadAllAsync(cancellation);
}
