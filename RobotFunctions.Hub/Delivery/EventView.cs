using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Delivery;

/// <summary>An event as it is shown: CloudEvents 1.0, the same bytes that subscriptions get.</summary>
/// <param name="Specversion">Always <c>1.0</c>.</param>
/// <param name="Id">Its id, the same wherever it is told.</param>
/// <param name="Source">The workspace that it happened in.</param>
/// <param name="Type">What happened, such as <c>robot.updated</c>.</param>
/// <param name="Subject">What it happened to, such as <c>/api/v1/robots/ID</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Sequence">Sorts the events of one subject, compared as text.</param>
/// <param name="Datacontenttype">Always <c>application/json</c>.</param>
/// <param name="Data">Its content, as its type has it.</param>
internal sealed record EventView(string Specversion, Guid Id, string Source, string Type, string Subject, DateTimeOffset Time, string Sequence, string Datacontenttype, JsonElement Data)
{
    /// <summary>The W3C trace context of the change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Traceparent { get; init; }

    /// <summary>The id of the request that caused it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Requestid { get; init; }
}

/// <summary>A page of the feed of events.</summary>
/// <param name="Items">The events, oldest first; none if nothing happened after the place that was asked for.</param>
/// <param name="NextCursor">The place after them, to be sent as <c>after</c> for what happens next. There always is one.</param>
internal sealed record EventPage(IReadOnlyList<EventView> Items, string NextCursor);
