namespace RobotFunctions.Tests.Fakes;

/// <summary>A clock on the wall that may be put forward or back; waits, which go by another clock, take as long as before.</summary>
public sealed class JumpingClock(TimeProvider inner) : TimeProvider
{
    private long _offset;

    /// <inheritdoc/>
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <summary>Puts the clock forward, or back when negative.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    /// <summary>Puts the clock right.</summary>
    public void SetRight() => Interlocked.Exchange(ref _offset, 0);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <inheritdoc/>
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
