using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Something that happened, as an area of the Hub records it.</summary>
/// <param name="WorkspaceId">The workspace it happened in.</param>
/// <param name="Type">What happened, such as <c>task.resolved</c>.</param>
/// <param name="Subject">What it happened to, such as <c>/api/v1/tasks/ID</c>.</param>
/// <param name="Data">Its content.</param>
internal sealed record OccurredEvent(Guid WorkspaceId, string Type, string Subject, JsonNode Data)
{
    /// <summary>Its number among the events of its subject, by which a receiver sorts them; null for the time.</summary>
    public long? Sequence { get; init; }

    /// <summary>What is sent instead of a CloudEvent: the body of a receiver that has a format of its own.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The id of the request that caused it.</summary>
    public string? RequestId { get; init; }
}
