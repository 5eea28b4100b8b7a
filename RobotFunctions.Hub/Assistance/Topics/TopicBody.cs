namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>The body that creates a topic, or replaces it.</summary>
/// <param name="Name">Its name, compared without case.</param>
/// <param name="Steps">Who is told when, the earliest first: 1 to 10.</param>
/// <param name="Wait">How long a caller waits until a channel has taken the request, such as <c>20 s</c>; null for callers that do not wait.</param>
/// <param name="QuietHours">When nobody is told, unless it is urgent; null for never.</param>
/// <param name="Group">How long equal requests count as one, such as <c>10 min</c>; null if each is told.</param>
/// <param name="Events">Which events make a request: types such as <c>task.overdue</c>, or beginnings such as <c>robot.*</c>.</param>
internal sealed record TopicBody(
    string Name, IReadOnlyList<StepBody> Steps, string? Wait = null, QuietHoursBody? QuietHours = null, string? Group = null, IReadOnlyList<string>? Events = null);

/// <summary>A step of a topic on the wire.</summary>
/// <param name="When"><c>at once</c>, <c>after 2 min unless delivered</c>, or <c>after 15 min unless acknowledged</c>.</param>
/// <param name="Channels">The names of the channels.</param>
public sealed record StepBody(string When, IReadOnlyList<string> Channels);

/// <summary>Quiet hours on the wire.</summary>
/// <param name="From">Their begin: <c>22:00</c>.</param>
/// <param name="To">Their end: <c>07:00</c>.</param>
/// <param name="TimeZone">The zone of both, by its IANA name: <c>Europe/London</c>.</param>
public sealed record QuietHoursBody(string From, string To, string TimeZone);

/// <summary>A topic on the wire.</summary>
public sealed record TopicView(
    Guid Id, string Name, IReadOnlyList<StepBody> Steps, string? Wait, QuietHoursBody? QuietHours, string? Group, IReadOnlyList<string> Events, DateTimeOffset CreatedAt);
