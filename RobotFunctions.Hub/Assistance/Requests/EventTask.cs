using System.Text.Json;
using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>The task that an event is about.</summary>
/// <param name="Id">The task.</param>
/// <param name="SchemaName">Its schema.</param>
internal sealed record EventTask(Guid Id, string SchemaName)
{
    /// <summary>Reads it from the data of an event; null if the event is about no task.</summary>
    public static EventTask? Of(JsonNode data) =>
        data is JsonObject { } members && members["task"] is JsonObject task && Guid.TryParse(TextOf(task["id"]), out var id) && TextOf(task["schema_name"]) is { } schema
            ? new EventTask(id, schema)
            : null;

    /// <summary>Reads it from the stored body of an event; null if that is no CloudEvent about a task.</summary>
    public static EventTask? Of(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject members && members["data"] is { } data ? Of(data) : null;
        }
        catch (JsonException)
        {
            // A receiver with a format of its own need not get JSON.
            return null;
        }
    }

    private static string? TextOf(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var letters) ? letters : null;
}
