namespace RobotFunctions.Hub.Delivery;

/// <summary>What happens to a delivery after an attempt.</summary>
/// <param name="Status">Its new status.</param>
/// <param name="DueAt">When it is due again, if it is.</param>
internal readonly record struct DeliveryVerdict(DeliveryStatus Status, DateTimeOffset DueAt)
{
    /// <summary>How long after the attempt before it each attempt starts, at the earliest. After the last one a delivery is a dead letter.</summary>
    public static IReadOnlyList<TimeSpan> Schedule { get; } =
    [
        TimeSpan.Zero,
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>Decides on an attempt.</summary>
    /// <param name="attempts">How many attempts have ended, this one included.</param>
    /// <param name="result">What came of this one.</param>
    /// <param name="now">When it ended.</param>
    public static DeliveryVerdict Of(int attempts, SendResult result, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (result.Succeeded)
        {
            return new(DeliveryStatus.Delivered, now);
        }

        if (result.IsGone)
        {
            return new(DeliveryStatus.Paused, now);
        }

        if (attempts >= Schedule.Count)
        {
            return new(DeliveryStatus.Dead, now);
        }

        var wait = result.RetryAfter is { } asked && asked > Schedule[attempts] ? asked : Schedule[attempts];
        return new(DeliveryStatus.Pending, now + wait);
    }
}
