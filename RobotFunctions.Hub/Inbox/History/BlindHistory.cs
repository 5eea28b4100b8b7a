using RobotFunctions.Hub.Inbox.States;

namespace RobotFunctions.Hub.Inbox.History;

/// <summary>The history as a person may see it: until a vote is over, those who have not voted see that people voted, not who and how.</summary>
internal static class BlindHistory
{
    private static readonly Actor Somebody = new(ActorKind.Person, "", "somebody");

    /// <summary>A task's entries, by number, for one person; null is anybody who cannot vote.</summary>
    public static IReadOnlyList<HistoryEntry> SeenBy(IReadOnlyList<HistoryEntry> entries, string? person)
    {
        var round = entries.Count;
        while (round > 0 && !EndsVote(entries[round - 1]))
        {
            round--;
        }

        var hasVoted = entries.Skip(round).Any(entry => IsVote(entry) && entry.Actor.Id == person);
        return hasVoted ? entries : [.. entries.Select((entry, index) => index >= round && IsVote(entry) ? Hidden(entry) : entry)];
    }

    private static bool IsVote(HistoryEntry entry) => entry.Action == TaskAction.Voted;

    // A move to a pending state keeps the votes. While people vote nothing is redacted, so a redaction proves that no vote before it is open, even if it is the end of a vote that it erased.
    private static bool EndsVote(HistoryEntry entry) =>
        entry.Action is TaskAction.Overdue or TaskAction.Cancelled or TaskAction.Redacted || (entry.Action == TaskAction.Decided && entry.IsResolved);

    private static HistoryEntry Hidden(HistoryEntry vote) => vote with { Actor = Somebody, To = null, Comment = null, Answer = null, Salt = [] };
}
