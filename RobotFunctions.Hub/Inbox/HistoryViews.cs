using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.Tables;

namespace RobotFunctions.Hub.Inbox;

/// <summary>The history of a task, in order.</summary>
internal sealed record HistoryAnswer(IReadOnlyList<HistoryView> History)
{
    /// <summary>What a person may see of it.</summary>
    /// <param name="stored">The entries, by number.</param>
    /// <param name="assignee">Whom the task is assigned to.</param>
    /// <param name="person">The id of the person; null for a machine.</param>
    public static HistoryAnswer Of(IReadOnlyList<StoredEntry> stored, string? assignee, string? person)
    {
        var read = stored.Where(static entry => entry.Content is not null).Select(static entry => HistoryEntryReader.Read(entry.Content!)).ToList();
        var seen = BlindHistory.SeenBy(read, person).ToDictionary(static entry => entry.Sequence);
        return new HistoryAnswer([.. stored.Select(entry => HistoryView.Of(entry, seen.GetValueOrDefault(entry.Sequence), assignee))]);
    }
}

/// <summary>An entry of a history on the wire. The first eight members are task-inbox's.</summary>
/// <param name="Id">The id of the entry.</param>
/// <param name="Created">When it happened; null if the entry is redacted.</param>
/// <param name="TaskId">The task.</param>
/// <param name="State">The state that it gave the task.</param>
/// <param name="Resolved">Whether the task was resolved after it.</param>
/// <param name="EditorId">The id of who did it.</param>
/// <param name="AssignedId">Whom the task is assigned to.</param>
/// <param name="UpdateMeta">The metadata of a new task.</param>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="Action">What was done; <c>redacted</c> if the content of this entry is gone.</param>
/// <param name="EditorKind">What did it: <c>person</c>, <c>key</c> or <c>system</c>.</param>
/// <param name="EditorName">The name of who did it.</param>
/// <param name="From">The state before.</param>
/// <param name="Comment">A comment.</param>
/// <param name="Answer">The answer to the form.</param>
/// <param name="Redacts">The number of the entry that this one redacts.</param>
/// <param name="ContentHash">The SHA-256 of the entry.</param>
/// <param name="Hash">The hash of the chain up to here.</param>
internal sealed record HistoryView(
    Guid Id,
    DateTimeOffset? Created,
    Guid TaskId,
    string? State,
    bool? Resolved,
    string? EditorId,
    string? AssignedId,
    JsonObject? UpdateMeta,
    int Sequence,
    string Action,
    string? EditorKind,
    string? EditorName,
    string? From,
    string? Comment,
    JsonObject? Answer,
    int? Redacts,
    string ContentHash,
    string Hash)
{
    public static HistoryView Of(StoredEntry stored, HistoryEntry? entry, string? assignee) => new(
        new Guid(stored.Hash.AsSpan(0, 16), bigEndian: true),
        entry?.At,
        stored.TaskId,
        entry?.To,
        entry?.IsResolved,
        entry?.Actor.Id,
        assignee,
        entry?.Meta is { } meta ? JsonNode.Parse(meta)!.AsObject() : null,
        stored.Sequence,
        entry?.Action.ToString().ToLowerInvariant() ?? "redacted",
        entry?.Actor.Kind.ToString().ToLowerInvariant(),
        entry?.Actor.Name,
        entry?.From,
        entry?.Comment,
        entry?.Answer is { } answer ? JsonObject.Create(answer) : null,
        entry?.Redacts,
        Convert.ToHexStringLower(stored.ContentHash),
        Convert.ToHexStringLower(stored.Hash));
}

/// <summary>What verification of the histories of the workspace found.</summary>
/// <param name="Intact">Whether nothing is wrong.</param>
/// <param name="Tasks">How many tasks have a history.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="Redacted">How many entries are redacted.</param>
/// <param name="AfterLastCheckpoint">How many entries no checkpoint covers yet.</param>
/// <param name="Problems">What is wrong; at most the first hundred.</param>
internal sealed record VerificationView(bool Intact, int Tasks, int Entries, int Redacted, int AfterLastCheckpoint, IReadOnlyList<HistoryProblemView> Problems)
{
    private const int MaxProblems = 100;

    public static VerificationView Of(HistoryReport report) => new(
        report.IsIntact,
        report.Tasks,
        report.Entries,
        report.Redacted.Count,
        report.AfterLastCheckpoint,
        [.. report.Problems.Take(MaxProblems).Select(static problem => new HistoryProblemView(problem.TaskId, problem.Sequence, problem.Text))]);
}

/// <summary>Something that shows that a history is not as it was written.</summary>
internal sealed record HistoryProblemView(Guid? TaskId, int? Sequence, string Text);

/// <summary>A new checkpoint.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash. Keep it elsewhere: it vouches for everything before it.</param>
/// <param name="Tasks">How many tasks have changed since the one before.</param>
internal sealed record CheckpointView(int Number, string Hash, int Tasks);
