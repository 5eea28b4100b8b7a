using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Messages;

/// <summary>What a notification tells, before a channel gives it a form.</summary>
internal sealed record Message
{
    /// <summary>The id of the notification, the same in every attempt.</summary>
    public required Guid Id { get; init; }

    public required Guid RequestId { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Topic { get; init; }

    public required string Description { get; init; }

    public string? Requester { get; init; }

    /// <summary>Where the person who helps looks first.</summary>
    public string? Url { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The event that made the request; null for a request of a bot.</summary>
    public string? EventType { get; init; }

    /// <summary>How many equal requests it stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>When help was asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The page where a person acknowledges the request; null if the Hub does not know its public URL, or there is no task.</summary>
    public string? Link { get; init; }

    /// <summary>The W3C trace context of the request.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The message of a request.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="request">Its request.</param>
    /// <param name="workspace">The name of its workspace.</param>
    /// <param name="publicUrl">The URL under which people reach the Hub.</param>
    public static Message Of(Notification notification, AssistanceRequest request, string workspace, Uri? publicUrl) => new()
    {
        Id = notification.Id,
        RequestId = request.Id,
        WorkspaceId = request.WorkspaceId,
        Topic = request.Topic,
        Description = request.Description,
        Requester = request.Requester,
        Url = request.Url,
        Severity = request.Severity,
        EventType = request.EventType,
        Count = request.Count,
        At = request.CreatedAt,
        Link = publicUrl is not null && request.TaskId is { } task ? new Uri(publicUrl, $"/w/{workspace}/tasks/{task}").AbsoluteUri : null,
        TraceParent = request.TraceParent,
    };

    /// <summary>A message that shows what a channel does, for test sends and previews.</summary>
    /// <param name="workspaceId">The workspace of the channel.</param>
    /// <param name="at">The time.</param>
    /// <param name="publicUrl">The URL under which people reach the Hub.</param>
    public static Message Test(Guid workspaceId, DateTimeOffset at, Uri? publicUrl) => new()
    {
        Id = Guid.CreateVersion7(at),
        RequestId = Guid.Empty,
        WorkspaceId = workspaceId,
        Topic = "test",
        Description = "This is a test of the channel. Nobody needs help.",
        Requester = "The Hub",
        Url = "https://example.org/customers/42",
        Severity = Severity.Normal,
        At = at,
        Link = publicUrl is null ? null : new Uri(publicUrl, "/").AbsoluteUri,
    };
}
