using System.Text.Json;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.HubTests.Inbox.States;

namespace RobotFunctions.HubTests.Inbox.History;

/// <summary>Histories for tests.</summary>
internal static class Histories
{
    public static Guid Id(int number) => new($"0198f0c4-0000-7000-8000-{number:x12}");

    /// <summary>A task's history of some entries.</summary>
    public static List<ChainedEntry> Of(int task, int length) => Continue([], task, length);

    public static List<ChainedEntry> Continue(List<ChainedEntry> entries, int task, int length)
    {
        for (var left = length; left > 0; left--)
        {
            var last = entries.Count == 0 ? null : entries[^1];
            entries.Add(ChainedEntry.Append(last, Entry(task, (last?.Sequence ?? 0) + 1)));
        }

        return entries;
    }

    public static HistoryEntry Entry(int task, int sequence) => new()
    {
        TaskId = Id(task),
        Sequence = sequence,
        At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(sequence),
        Actor = Tasks.Ada,
        Action = sequence == 1 ? TaskAction.Created : TaskAction.Decided,
        To = $"state {sequence}",
        Comment = sequence % 2 == 0 ? "why <not> ü?" : null,
        Answer = sequence == 2 ? JsonElement.Parse("""{"z":1.50,"a":[true]}""") : null,
        Meta = sequence == 1 ? """{"id": 1212092628029698048}""" : null,
        Salt = [.. Enumerable.Range(0, 16).Select(index => (byte)(index + sequence))],
    };

    public static TaskHead Head(this List<ChainedEntry> entries) => new(entries[^1].TaskId, entries[^1].Sequence, entries[^1].Hash);

    public static HistoryReport Verify(IEnumerable<List<ChainedEntry>> tasks, params Checkpoint[] checkpoints) => HistoryVerification.Run(tasks.SelectMany(task => task), checkpoints);
}
