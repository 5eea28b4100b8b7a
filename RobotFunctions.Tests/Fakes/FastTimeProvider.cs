namespace RobotFunctions.Tests.Fakes;

/// <summary>
/// Time that runs faster than the world, for whole hosts with real sockets: their waits and back-offs are over sooner, in the same order. What
/// a test expects must not depend on how fast it is.
/// </summary>
public sealed class FastTimeProvider(int speed = 20) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _startTimestamp = System.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => System.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_startTimestamp) * speed);

    /// <inheritdoc/>
    public override long GetTimestamp() => _startTimestamp + ((System.GetTimestamp() - _startTimestamp) * speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Sooner(dueTime), Sooner(period)), this);

    private TimeSpan Sooner(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / speed;

    private sealed class FastTimer(ITimer inner, FastTimeProvider provider) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(provider.Sooner(dueTime), provider.Sooner(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
