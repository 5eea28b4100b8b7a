using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Engine.Journals;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Brings one run from its journal to its end, or to the host's stop. Whatever happens is first written down, durably, and then told to the
/// recipe: the recipe never knows more than its journal.
/// </summary>
internal sealed class RunDriver(EngineParts parts, OpenRun open, HostStop stop)
{
    private bool _active = true;

    /// <summary>Called with an active slot held, and gives it back; null when the host stopped first.</summary>
    public async Task<RunOutcome?> DriveAsync()
    {
        try
        {
            var (journal, entries) = await parts.Disk.RunAsync(() => Journal.Open(parts.Files.JournalOf(open.Id)), stop.Now);
            return await DriveAsync(journal, entries);
        }
        catch (OperationCanceledException) when (stop.Now.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (_active)
            {
                parts.Slots.Leave();
            }
        }
    }

    private async Task<RunOutcome?> DriveAsync(Journal journal, IReadOnlyList<JournalEntry> entries)
    {
        var batch = await KeepRequestAsync(entries);
        var begun = entries.Skip(1).FirstOrDefault() as RunBegun ?? (RunBegun)(await AppendAsync(journal, [new RunBegun(parts.Plan)]))[0];

        await using var work = new RunWork(parts.Services, parts.Time, parts.Logger, stop);
        var turns = new Turns(work.Wake);
        var run = new JournaledRun(parts.Recipe, work, progress => open.Show(progress, parts.Time.GetUtcNow()));
        Task<RunOutcome>? recipe = null;
        turns.Take(() =>
        {
            run.Tell(begun);
            recipe = parts.Recipe.RunBatch(run, batch, begun.Plan);
        });
        foreach (var entry in entries.Skip(2))
        {
            turns.Take(() => run.Tell(entry));
        }

        // A run may wait for hours: what it was told stays on disk.
        entries = [];
        turns.Take(run.GoLive);
        ListenForCancel(work);
        while (!recipe!.IsCompleted && !work.IsDrained)
        {
            var happened = await AppendAsync(journal, (await NextAsync(work)).FindAll(run.Awaits));
            foreach (var entry in happened)
            {
                turns.Take(() => run.Tell(entry));
            }

            if (happened.Count == 0)
            {
                turns.Take(static () => { });
            }
        }

        open.Cancel = null;
        return recipe.IsCompleted ? await recipe : null;
    }

    /// <summary>The steps find the request in the batch store. A new run removes what an earlier one of the same id may have left there.</summary>
    private async Task<Batch> KeepRequestAsync(IReadOnlyList<JournalEntry> entries)
    {
        var request = RunFiles.ToRequest((RunAccepted)entries[0]);
        if (entries.Count == 1)
        {
            await parts.Disk.RetryAsync(() => parts.Payloads.DeleteAllAsync(open.Id, stop.Now), stop.Now);
            await parts.Disk.RetryAsync(() => parts.Requests.SaveAsync(request, stop.Now), stop.Now);
        }

        return request.Batch;
    }

    // In this order: a wish that comes in between is seen twice, rather than not at all.
    private void ListenForCancel(RunWork work)
    {
        open.Cancel = work.RequestCancel;
        if (parts.Files.IsCancelRequested(open.Id))
        {
            work.RequestCancel();
        }
    }

    /// <summary>Waits for something to happen. A run that only waits for time to pass lets another one work meanwhile.</summary>
    private async Task<List<JournalEntry>> NextAsync(RunWork work)
    {
        if (work.IsIdle)
        {
            parts.Slots.Leave();
            _active = false;
        }

        var next = await work.NextAsync();
        if (!_active && next.Count > 0)
        {
            await parts.Slots.EnterAsync(open.AcceptedAt).WaitAsync(stop.Now);
            _active = true;
        }

        return next;
    }

    /// <summary>Writes down what happened, at one cost for all of it: steps that end while an earlier end is being flushed share the next flush.</summary>
    private async Task<IReadOnlyList<JournalEntry>> AppendAsync(Journal journal, List<JournalEntry> happened)
    {
        if (happened.Count == 0)
        {
            return happened;
        }

        var now = parts.Time.GetUtcNow();
        var stamped = happened.ConvertAll(entry => entry with { At = now });
        var lines = Journal.ToLines(stamped);
        await parts.Disk.RunAsync(() => journal.Append(lines), stop.Now);
        return stamped;
    }
}
