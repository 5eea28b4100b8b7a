using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.Json;
using RobotFunctions.Hub.Inbox.States;

namespace RobotFunctions.Hub.Inbox.History;

/// <summary>One thing that happened to a task, as its history keeps it.</summary>
internal sealed record HistoryEntry
{
    /// <summary>Times have microseconds, which every store keeps.</summary>
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public required Guid TaskId { get; init; }

    /// <summary>The number of the entry in its task, from 1.</summary>
    public required int Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor Actor { get; init; }

    public required TaskAction Action { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>Whether the task is resolved after it.</summary>
    public bool IsResolved { get; init; }

    public string? Comment { get; init; }

    public JsonElement? Answer { get; init; }

    /// <summary>The metadata of a new task: the JSON text as it was posted, because its numbers may have more digits than canonical JSON keeps.</summary>
    public string? Meta { get; init; }

    /// <summary>The number of the entry that this one redacts.</summary>
    public int? Redacts { get; init; }

    /// <summary>Random bytes (at least 16), so that a short text cannot be guessed from the hash that a redacted entry keeps.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>The canonical JSON of the entry; what is null is left out.</summary>
    /// <exception cref="InvalidOperationException">The answer is not I-JSON, which its validation refuses.</exception>
    public byte[] ToBytes()
    {
        var json = new JsonObject
        {
            ["task"] = TaskId.ToString(),
            ["sequence"] = Sequence,
            ["at"] = At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
            ["actor"] = new JsonObject { ["kind"] = Name(Actor.Kind), ["id"] = Actor.Id, ["name"] = Actor.Name },
            ["action"] = Name(Action),
            ["from"] = From,
            ["to"] = To,
            ["resolved"] = IsResolved,
            ["comment"] = Comment,
            ["answer"] = Answer is { } answer ? JsonNode.Parse(answer.GetRawText()) : null,
            ["meta"] = Meta,
            ["redacts"] = Redacts,
            ["salt"] = Convert.ToBase64String(Salt),
        };
        foreach (var absent in json.Where(static member => member.Value is null).Select(static member => member.Key).ToList())
        {
            json.Remove(absent);
        }

        return CanonicalJson.TryWrite(JsonSerializer.SerializeToElement(json), out var bytes, out var problem)
            ? bytes
            : throw new InvalidOperationException($"The history entry is not I-JSON: {problem}");
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
