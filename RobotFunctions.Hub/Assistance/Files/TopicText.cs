using RobotFunctions.Hub.Assistance.Topics;

namespace RobotFunctions.Hub.Assistance.Files;

/// <summary>A topic as texts by member, in one form whoever wrote it, so that two can be compared.</summary>
internal static class TopicText
{
    private const string None = "none";

    /// <summary>The texts.</summary>
    /// <param name="body">The topic as it was written.</param>
    /// <param name="rules">What was read of it.</param>
    /// <param name="nameOf">The name of a channel as it is stored.</param>
    public static IReadOnlyList<(string Member, string Text)> Of(TopicBody body, TopicRules rules, Func<string, string> nameOf) =>
    [
        ("name", body.Name),
        ("steps", string.Join("; ", rules.Steps.Zip(body.Steps, (step, written) => $"{step.Timing}: {string.Join(", ", written.Channels.Select(nameOf))}"))),
        ("wait", rules.Wait is { } wait ? PlainDuration.Format(wait) : None),
        ("quiet_hours", body.QuietHours is { } quiet ? $"{quiet.From} to {quiet.To}, {quiet.TimeZone}" : None),
        ("group", rules.Group is { } group ? PlainDuration.Format(group) : None),
        ("events", rules.Events.Count == 0 ? None : string.Join(", ", rules.Events)),
    ];

    /// <summary>The members that differ, as lines.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<(string Member, string Text)> before, IReadOnlyList<(string Member, string Text)> after) =>
        [.. before.Zip(after).Where(static pair => pair.First != pair.Second).Select(static pair => $"{pair.First.Member}: {pair.First.Text} -> {pair.Second.Text}")];
}
