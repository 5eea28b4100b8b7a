using RobotFunctions.Hub.Assistance.Topics;

namespace RobotFunctions.Hub.Assistance.Pages;

/// <summary>The form of a topic, as it was typed.</summary>
public sealed record TopicForm
{
    private static readonly char[] Separators = [' ', ',', '\r', '\n', '\t'];

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The steps, one in each line: <c>at once: sales-slack, on-call</c>.</summary>
    public string Steps { get; init; } = "";

    /// <summary>How long callers wait; empty for not at all.</summary>
    public string Wait { get; init; } = "";

    /// <summary>The begin of quiet hours; empty for none.</summary>
    public string QuietFrom { get; init; } = "";

    /// <summary>Their end.</summary>
    public string QuietTo { get; init; } = "";

    /// <summary>Their time zone.</summary>
    public string QuietZone { get; init; } = "";

    /// <summary>How long equal requests count as one; empty for not at all.</summary>
    public string Group { get; init; } = "";

    /// <summary>The event types, one in each line.</summary>
    public string Events { get; init; } = "";

    /// <summary>The version that the form was opened with.</summary>
    public string Tag { get; init; } = "";

    internal static TopicForm Of(TopicView topic, string tag) => new()
    {
        Name = topic.Name,
        Steps = string.Join('\n', topic.Steps.Select(static step => $"{step.When}: {string.Join(", ", step.Channels)}")),
        Wait = topic.Wait ?? "",
        QuietFrom = topic.QuietHours?.From ?? "",
        QuietTo = topic.QuietHours?.To ?? "",
        QuietZone = topic.QuietHours?.TimeZone ?? "",
        Group = topic.Group ?? "",
        Events = string.Join('\n', topic.Events),
        Tag = tag,
    };

    internal static TopicForm Read(IFormCollection form) => new()
    {
        Name = form["name"].ToString().Trim(),
        Steps = form["steps"].ToString(),
        Wait = form["wait"].ToString().Trim(),
        QuietFrom = form["quiet_from"].ToString().Trim(),
        QuietTo = form["quiet_to"].ToString().Trim(),
        QuietZone = form["quiet_zone"].ToString().Trim(),
        Group = form["group"].ToString().Trim(),
        Events = form["events"].ToString(),
        Tag = form["tag"].ToString(),
    };

    internal TopicBody ToBody() => new(
        Name,
        [.. Steps.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Step)],
        Wait.Length == 0 ? null : Wait,
        QuietFrom.Length + QuietTo.Length + QuietZone.Length == 0 ? null : new QuietHoursBody(QuietFrom, QuietTo, QuietZone),
        Group.Length == 0 ? null : Group,
        Events.Split(Separators, StringSplitOptions.RemoveEmptyEntries));

    private static StepBody Step(string line)
    {
        var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
        return new StepBody(parts[0], parts.Length == 1 ? [] : parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
