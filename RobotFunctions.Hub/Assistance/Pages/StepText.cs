using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;

namespace RobotFunctions.Hub.Assistance.Pages;

/// <summary>What a step does, in the words of a person.</summary>
internal static class StepText
{
    /// <summary>When it is taken: a sentence without its end; null if that cannot be read.</summary>
    public static string? Of(StepBody step) => StepTiming.Parse(step.When) is not { } timing ? null : timing.Condition switch
    {
        NotificationCondition.Always => "At once",
        NotificationCondition.UnlessDelivered => $"{PlainDuration.Format(timing.After)} later, unless a channel has taken the request",
        _ => $"{PlainDuration.Format(timing.After)} later, unless somebody has acknowledged the request",
    };

    /// <summary>Why a step is there.</summary>
    public static string Of(NotificationCondition condition) => condition switch
    {
        NotificationCondition.Always => "at once",
        NotificationCondition.UnlessDelivered => "fallback, unless delivered",
        _ => "escalation, unless acknowledged",
    };

    /// <summary>The names of channels in a sentence.</summary>
    public static string Names(IReadOnlyList<string> channels) => channels.Count == 0 ? "nobody" : string.Join(", ", channels);
}
