using System.Text.RegularExpressions;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>When a step is taken: <c>at once</c>, <c>after 2 min unless delivered</c>, or <c>after 15 min unless acknowledged</c>.</summary>
/// <param name="After">How long after the request.</param>
/// <param name="Condition">Whether it is needed then.</param>
internal sealed partial record StepTiming(TimeSpan After, NotificationCondition Condition)
{
    private const string AtOnceText = "at once";

    public static readonly StepTiming AtOnce = new(TimeSpan.Zero, NotificationCondition.Always);

    /// <summary>Reads the text; null if it is not one.</summary>
    public static StepTiming? Parse(string text)
    {
        var match = Pattern().Match(text);
        return text == AtOnceText ? AtOnce
            : match.Success && PlainDuration.TryParse(match.Groups["after"].Value, out var after)
                ? new StepTiming(after, match.Groups["unless"].Value == "delivered" ? NotificationCondition.UnlessDelivered : NotificationCondition.UnlessAcknowledged)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Condition switch
    {
        NotificationCondition.Always => AtOnceText,
        NotificationCondition.UnlessDelivered => $"after {PlainDuration.Format(After)} unless delivered",
        _ => $"after {PlainDuration.Format(After)} unless acknowledged",
    };

    [GeneratedRegex(@"^after (?<after>[0-9]+ ?[a-z]+) unless (?<unless>delivered|acknowledged)\z")]
    private static partial Regex Pattern();
}
