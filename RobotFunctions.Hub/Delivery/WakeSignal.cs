using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Tells a loop of this process that a destination has something to send. What is not told is found by the sweep.</summary>
internal abstract class WakeSignal
{
    // Unbounded: an entry is an id, and the loop only passes it on.
    private readonly Channel<Guid?> _wakes = Channel.CreateUnbounded<Guid?>(new UnboundedChannelOptions { SingleReader = true });
    private int _sweeps;

    /// <summary>Wakes the loop for a destination.</summary>
    public void Wake(Guid destinationId) => _wakes.Writer.TryWrite(destinationId);

    /// <summary>Makes the loop look for everything that is due. While a sweep is awaited, another one is the same.</summary>
    public void Sweep()
    {
        if (Interlocked.Exchange(ref _sweeps, 1) == 0)
        {
            _wakes.Writer.TryWrite(null);
        }
    }

    /// <summary>The wakes, in order; null is a sweep.</summary>
    public async IAsyncEnumerable<Guid?> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var wake in _wakes.Reader.ReadAllAsync(cancellation))
        {
            if (wake is null)
            {
                Volatile.Write(ref _sweeps, 0);
            }

            yield return wake;
        }
    }
}
