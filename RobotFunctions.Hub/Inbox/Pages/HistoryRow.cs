using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>An entry of a task's history, as a person reads it.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="At">When it happened; null if the entry is redacted.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Text">What was done, after the actor's name: <c>chose “block”</c>.</param>
/// <param name="Comment">A comment.</param>
/// <param name="Answer">The answer to the form.</param>
public sealed record HistoryRow(int Sequence, DateTimeOffset? At, string Actor, string Text, string? Comment, IReadOnlyList<MetaItem> Answer)
{
    /// <summary>The entries that a person may see, the last first.</summary>
    internal static IReadOnlyList<HistoryRow> Of(IReadOnlyList<StoredEntry> stored, string? person)
    {
        var read = stored.Where(static entry => entry.Content is not null).Select(static entry => HistoryEntryReader.Read(entry.Content!)).ToList();
        var seen = BlindHistory.SeenBy(read, person).ToDictionary(static entry => entry.Sequence);
        return [.. stored.Reverse().Select(entry => seen.TryGetValue(entry.Sequence, out var shown) ? Of(shown) : new HistoryRow(entry.Sequence, null, "An entry", "was redacted", null, []))];
    }

    private static HistoryRow Of(HistoryEntry entry) =>
        new(entry.Sequence, entry.At, entry.Actor.Shown, TextOf(entry), entry.Comment, MetaItem.Of(entry.Answer?.GetRawText(), []));

    private static string TextOf(HistoryEntry entry) => entry.Action switch
    {
        TaskAction.Created => entry.To is { } first ? $"posted it as “{first}”" : "posted it",
        TaskAction.Decided => entry.To is { } state ? $"chose “{state}”" : "unset the state",
        TaskAction.Voted => entry.To is { } vote ? $"voted for “{vote}”" : "voted",
        TaskAction.Claimed => "claimed it",
        TaskAction.Released => "released it",
        TaskAction.Commented => "commented",
        TaskAction.Cancelled => "cancelled it",
        TaskAction.Overdue => entry.To is { } set && set != entry.From ? $"set “{set}”, because nobody decided in time" : "found it overdue",
        TaskAction.Migrated => "moved it to another version",
        _ => $"redacted entry {entry.Redacts}",
    };
}
