using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>What happens to a notification after an attempt.</summary>
/// <param name="Status">Its new status.</param>
/// <param name="DueAt">When it is due again, if it is.</param>
internal readonly record struct NotificationVerdict(NotificationStatus Status, DateTimeOffset DueAt)
{
    /// <summary>How long after the attempt before it each attempt starts, at the earliest. After the last one, about two hours later, it has failed.</summary>
    public static IReadOnlyList<TimeSpan> Schedule { get; } =
    [
        TimeSpan.Zero,
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(15),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromMinutes(60),
    ];

    /// <summary>Decides on an attempt.</summary>
    /// <param name="attempts">How many attempts have ended, this one included.</param>
    /// <param name="outcome">What came of this one.</param>
    /// <param name="now">When it ended.</param>
    public static NotificationVerdict Of(int attempts, SendOutcome outcome, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        switch (outcome.Verdict)
        {
            case SendVerdict.Delivered:
                return new(NotificationStatus.Delivered, now);
            case SendVerdict.Failed when attempts < Schedule.Count:
                var wait = outcome.RetryAfter is { } asked && asked > Schedule[attempts] ? asked : Schedule[attempts];
                return new(NotificationStatus.Pending, now + wait);
            default:
                return new(NotificationStatus.Failed, now);
        }
    }
}
