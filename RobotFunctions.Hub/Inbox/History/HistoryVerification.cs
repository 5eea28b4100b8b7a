using System.Security.Cryptography;
using System.Text.Json;

namespace RobotFunctions.Hub.Inbox.History;

/// <summary>Something that shows that a history is not as it was written.</summary>
/// <param name="TaskId">The task; null for a checkpoint or a line of a file.</param>
/// <param name="Sequence">The number of the entry; null for a whole task.</param>
/// <param name="Text">A sentence: what was found.</param>
internal sealed record HistoryProblem(Guid? TaskId, int? Sequence, string Text);

/// <summary>What verification found.</summary>
/// <param name="Tasks">How many tasks have a history.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="Redacted">The entries whose content was redacted, and whose place is proved.</param>
/// <param name="AfterLastCheckpoint">How many entries no checkpoint covers yet: that one of these was cut off would not show.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record HistoryReport(int Tasks, int Entries, IReadOnlyList<(Guid TaskId, int Sequence)> Redacted, int AfterLastCheckpoint, IReadOnlyList<HistoryProblem> Problems)
{
    public bool IsIntact => Problems.Count == 0;
}

/// <summary>Verifies the history of a workspace against its own hashes and its checkpoints, wherever the entries come from.</summary>
internal sealed class HistoryVerification
{
    private readonly List<HistoryProblem> _problems = [];
    private readonly List<(Guid TaskId, int Sequence)> _redacted = [];
    private readonly Dictionary<Guid, List<TaskHead>> _heads = [];
    private readonly HashSet<Guid> _seen = [];
    private readonly HashSet<int> _withoutContent = [];
    private ChainedEntry? _last;
    private int _entries;
    private int _covered;
    private int _afterCheckpoint;

    /// <summary>Verifies.</summary>
    /// <param name="entries">All entries, by task and number.</param>
    /// <param name="checkpoints">All checkpoints, by number.</param>
    /// <param name="anchor">The hash of a checkpoint that was kept elsewhere; null if there is none.</param>
    public static HistoryReport Run(IEnumerable<ChainedEntry> entries, IEnumerable<Checkpoint> checkpoints, byte[]? anchor = null)
    {
        var verification = new HistoryVerification();
        verification.ReadCheckpoints(checkpoints, anchor);
        foreach (var entry in entries)
        {
            verification.Add(entry);
        }

        return verification.Finish();
    }

    private void ReadCheckpoints(IEnumerable<Checkpoint> checkpoints, byte[]? anchor)
    {
        Checkpoint? last = null;
        var isAnchored = anchor is null;
        foreach (var checkpoint in checkpoints)
        {
            if (checkpoint.Number != (last?.Number ?? 0) + 1 || !checkpoint.Previous.AsSpan().SequenceEqual(last?.Hash ?? []))
            {
                _problems.Add(new HistoryProblem(null, null, $"Checkpoint {checkpoint.Number} does not follow the one before it: one was changed or removed."));
            }

            foreach (var head in checkpoint.Heads)
            {
                (_heads.TryGetValue(head.TaskId, out var heads) ? heads : _heads[head.TaskId] = []).Add(head);
            }

            isAnchored |= checkpoint.Hash.AsSpan().SequenceEqual(anchor);
            last = checkpoint;
        }

        if (!isAnchored)
        {
            _problems.Add(new HistoryProblem(null, null, "No checkpoint has the hash that was kept elsewhere: checkpoints were changed or removed."));
        }
    }

    private void Add(ChainedEntry entry)
    {
        _entries++;
        if (_last?.TaskId != entry.TaskId)
        {
            FinishTask();
            if (!_seen.Add(entry.TaskId))
            {
                Problem(entry, "The entries of this task are not together.");
            }
        }

        if (entry.Sequence != (_last?.Sequence ?? 0) + 1)
        {
            Problem(entry, $"Entry {(_last?.Sequence ?? 0) + 1} is expected here: an entry was removed, repeated or moved.");
        }

        if (!ChainedEntry.Link(_last?.Hash ?? ChainedEntry.Start(entry.TaskId), entry.ContentHash).AsSpan().SequenceEqual(entry.Hash))
        {
            Problem(entry, "The hash does not follow from the entry before: one of the two was changed.");
        }

        CheckContent(entry);
        _last = entry;
        if (_heads.TryGetValue(entry.TaskId, out var heads))
        {
            var passed = heads.Where(head => head.Sequence == entry.Sequence).ToList();
            if (passed.Exists(head => !head.Hash.AsSpan().SequenceEqual(entry.Hash)))
            {
                Problem(entry, "A checkpoint has another hash for this entry: the history was written anew.");
            }

            heads.RemoveAll(passed.Contains);
            _covered = passed.Count > 0 ? entry.Sequence : _covered;
        }
    }

    private void CheckContent(ChainedEntry entry)
    {
        if (entry.Content is not { } content)
        {
            _withoutContent.Add(entry.Sequence);
            return;
        }

        if (!SHA256.HashData(content).AsSpan().SequenceEqual(entry.ContentHash))
        {
            Problem(entry, "The content was changed: it has another hash.");
            return;
        }

        if (Json(content) is not { } json || json.Id("task") != entry.TaskId || json.Number("sequence") != entry.Sequence)
        {
            Problem(entry, "The content is not that of this entry.");
            return;
        }

        if (json.Number("redacts") is { } redacts && _withoutContent.Remove(redacts))
        {
            _redacted.Add((entry.TaskId, redacts));
        }
    }

    private static JsonElement? Json(byte[] content)
    {
        try
        {
            return JsonElement.Parse(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void FinishTask()
    {
        if (_last is { } last)
        {
            foreach (var sequence in _withoutContent.Order())
            {
                _problems.Add(new HistoryProblem(last.TaskId, sequence, "The content is missing, and no later entry says that it was redacted."));
            }

            _afterCheckpoint += last.Sequence - _covered;
        }

        _withoutContent.Clear();
        _covered = 0;
        _last = null;
    }

    private HistoryReport Finish()
    {
        FinishTask();
        foreach (var (task, heads) in _heads.Where(static task => task.Value.Count > 0))
        {
            var missing = heads.Max(static head => head.Sequence);
            _problems.Add(_seen.Contains(task)
                ? new HistoryProblem(task, missing, $"A checkpoint has seen entry {missing}, which is gone: the end of this history was cut off.")
                : new HistoryProblem(task, null, "A checkpoint has seen this task, which is gone with its history."));
        }

        return new HistoryReport(_seen.Count, _entries, _redacted, _afterCheckpoint, _problems);
    }

    private void Problem(ChainedEntry entry, string text) => _problems.Add(new HistoryProblem(entry.TaskId, entry.Sequence, text));
}
