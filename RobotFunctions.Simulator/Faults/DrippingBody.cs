namespace RobotFunctions.Simulator.Faults;

/// <summary>Writes everything slowly.</summary>
internal sealed class DrippingBody(Stream inner, int dropBytes, TimeSpan interval, TimeProvider time) : BodyFilter
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var drop = buffer[..Math.Min(dropBytes, buffer.Length)];
            await inner.WriteAsync(drop, cancellationToken);
            await inner.FlushAsync(cancellationToken);
            await Task.Delay(interval, time, cancellationToken);
            buffer = buffer[drop.Length..];
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
