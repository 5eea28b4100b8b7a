namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// How many sends a destination may have under way. It opens when a destination has failed several times in a row, or asked to wait; after a pause one
/// send tries whether it works again. Deliveries that wait for it stay as they are and lose no attempt.
/// </summary>
internal sealed class Circuit
{
    /// <summary>The most sends to one destination at a time.</summary>
    public const int MaxSends = 32;

    /// <summary>How many failures in a row open it.</summary>
    public const int MaxFailures = 5;

    /// <summary>How long it stays open before the next try.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private int _failures;
    private DateTimeOffset _openUntil = DateTimeOffset.MinValue;

    /// <summary>Takes the end of a send into account. Only failures of the destination as a whole count, not those of one event.</summary>
    public void Observe(SendResult result, DateTimeOffset now)
    {
        _failures = result.IsUnavailable ? _failures + 1 : 0;
        var pause = _failures >= MaxFailures ? Pause : TimeSpan.Zero;
        if (result.IsUnavailable && result.RetryAfter is { } asked && asked > pause)
        {
            pause = asked;
        }

        if (now + pause > _openUntil)
        {
            _openUntil = now + pause;
        }
    }

    /// <summary>Whether nothing may be sent.</summary>
    public bool IsOpen(DateTimeOffset now) => now < _openUntil;

    /// <summary>Whether as much may be sent as to any destination that works.</summary>
    public bool IsClosed(DateTimeOffset now) => !IsOpen(now) && _failures < MaxFailures;

    /// <summary>How many sends may start, while <paramref name="sending"/> are under way.</summary>
    public int Room(int sending, DateTimeOffset now) => IsOpen(now) ? 0 : Math.Max(0, (IsClosed(now) ? MaxSends : 1) - sending);
}
