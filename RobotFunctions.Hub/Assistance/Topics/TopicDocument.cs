using System.Text.Json;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>The rules of a topic as they are stored, beside the channels of its steps.</summary>
/// <param name="Steps">When each step is taken.</param>
/// <param name="Wait">How long callers wait.</param>
/// <param name="QuietHours">When nobody is told.</param>
/// <param name="Group">How long equal requests count as one.</param>
/// <param name="Events">Which events make a request.</param>
internal sealed record TopicDocument(IReadOnlyList<string> Steps, string? Wait, QuietHoursBody? QuietHours, string? Group, IReadOnlyList<string> Events)
{
    /// <summary>The JSON of rules that were read.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="quiet">The quiet hours as they were written.</param>
    public static string Write(TopicRules rules, QuietHoursBody? quiet) => JsonSerializer.Serialize(
        new TopicDocument(
            [.. rules.Steps.Select(static step => step.Timing.ToString())],
            rules.Wait is { } wait ? PlainDuration.Format(wait) : null,
            quiet,
            rules.Group is { } group ? PlainDuration.Format(group) : null,
            rules.Events),
        TopicJson.Default.TopicDocument);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TopicDocument Read(string stored) => JsonSerializer.Deserialize(stored, TopicJson.Default.TopicDocument)!;
}
