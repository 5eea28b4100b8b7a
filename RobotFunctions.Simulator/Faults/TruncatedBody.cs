namespace RobotFunctions.Simulator.Faults;

/// <summary>Writes the first bytes and drops the rest: Kestrel then closes the connection because Content-Length announced more.</summary>
internal sealed class TruncatedBody(Stream inner, int limit) : BodyFilter
{
    private int _left = limit;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var passed = buffer[..Math.Min(_left, buffer.Length)];
        _left -= passed.Length;
        await inner.WriteAsync(passed, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
