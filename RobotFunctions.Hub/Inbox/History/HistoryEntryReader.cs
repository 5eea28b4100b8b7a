using System.Globalization;
using System.Text.Json;
using RobotFunctions.Hub.Inbox.States;

namespace RobotFunctions.Hub.Inbox.History;

/// <summary>Reads back what <see cref="HistoryEntry.ToBytes"/> wrote.</summary>
internal static class HistoryEntryReader
{
    /// <summary>The entry.</summary>
    /// <exception cref="InvalidOperationException">The bytes are not those of an entry: somebody changed the store.</exception>
    public static HistoryEntry Read(byte[] content)
    {
        try
        {
            var json = JsonElement.Parse(content);
            var actor = json.GetProperty("actor");
            return new HistoryEntry
            {
                TaskId = json.GetProperty("task").GetGuid(),
                Sequence = json.GetProperty("sequence").GetInt32(),
                At = DateTimeOffset.Parse(json.GetProperty("at").GetString()!, CultureInfo.InvariantCulture),
                Actor = new Actor(Enum.Parse<ActorKind>(actor.GetProperty("kind").GetString()!, ignoreCase: true), actor.GetProperty("id").GetString()!, actor.GetProperty("name").GetString()!),
                Action = Enum.Parse<TaskAction>(json.GetProperty("action").GetString()!, ignoreCase: true),
                From = Text("from"),
                To = Text("to"),
                IsResolved = json.GetProperty("resolved").GetBoolean(),
                Comment = Text("comment"),
                Answer = json.Member("answer"),
                Meta = Text("meta"),
                Redacts = json.Number("redacts"),
                Salt = json.GetProperty("salt").GetBytesFromBase64(),
            };

            string? Text(string name) => json.Member(name)?.GetString();
        }
        catch (Exception changed) when (changed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidOperationException("A history entry is not as it was written. `robot hub verify` says which.", changed);
        }
    }
}
