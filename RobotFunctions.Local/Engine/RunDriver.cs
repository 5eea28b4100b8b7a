using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Engine.Journals;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Drives one run from its journal to its end, or until the host stops. Every event is first written to the journal durably and then passed to the
/// recipe, so the recipe never knows more than the journal.
/// </summary>
internal sealed class RunDriver(EngineContext engine, OpenRun open, HostStop stop)
{
    private bool _active = true;

    /// <summary>Called with an active slot, which it releases; null if the host stopped first.</summary>
    public async Task<RunOutcome?> DriveAsync()
    {
        try
        {
            var (journal, entries) = await engine.Disk.RunAsync(() => Journal.Open(engine.Files.JournalOf(open.Id)), stop.Now);
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
                engine.Slots.Release();
            }
        }
    }

    private async Task<RunOutcome?> DriveAsync(Journal journal, IReadOnlyList<JournalEntry> entries)
    {
        var batch = await KeepRequestAsync(entries);
        var begun = entries.Skip(1).FirstOrDefault() as RunBegun ?? (RunBegun)(await AppendAsync(journal, [new RunBegun(engine.Plan)]))[0];

        await using var operations = new RunOperations(engine.Services, engine.Time, engine.Logger, stop);
        var context = new RunSynchronizationContext(operations.Wake);
        var run = new JournaledRun(engine.Recipe, operations, progress => open.Show(progress, engine.Time.GetUtcNow()));
        Task<RunOutcome>? recipe = null;
        context.Take(() =>
        {
            run.Tell(begun);
            recipe = engine.Recipe.RunBatch(run, batch, begun.Plan);
        });
        foreach (var entry in entries.Skip(2))
        {
            context.Take(() => run.Tell(entry));
        }

        // A run may wait for hours, so the entries stay on disk only.
        entries = [];
        context.Take(run.GoLive);
        ListenForCancel(operations);
        while (!recipe!.IsCompleted && !operations.IsDrained)
        {
            var happened = await AppendAsync(journal, (await NextAsync(operations)).FindAll(run.Awaits));
            foreach (var entry in happened)
            {
                context.Take(() => run.Tell(entry));
            }

            if (happened.Count == 0)
            {
                context.Take(static () => { });
            }
        }

        open.Cancel = null;
        return recipe.IsCompleted ? await recipe : null;
    }

    /// <summary>Stores the request in the batch store for the steps. A new run first removes payloads that an earlier run of the same id may have left.</summary>
    private async Task<Batch> KeepRequestAsync(IReadOnlyList<JournalEntry> entries)
    {
        var request = RunFiles.ToRequest((RunAccepted)entries[0]);
        if (entries.Count == 1)
        {
            await engine.Disk.RetryAsync(() => engine.Payloads.DeleteAllAsync(open.Id, stop.Now), stop.Now);
            await engine.Disk.RetryAsync(() => engine.Requests.SaveAsync(request, stop.Now), stop.Now);
        }

        return request.Batch;
    }

    // In this order, so that a cancellation request in between is seen twice instead of being missed.
    private void ListenForCancel(RunOperations operations)
    {
        open.Cancel = operations.RequestCancellation;
        if (engine.Files.IsCancellationRequested(open.Id))
        {
            operations.RequestCancellation();
        }
    }

    /// <summary>Waits for events. A run that only waits for a timer releases its slot meanwhile.</summary>
    private async Task<List<JournalEntry>> NextAsync(RunOperations operations)
    {
        if (operations.IsIdle)
        {
            engine.Slots.Release();
            _active = false;
        }

        var next = await operations.NextAsync();
        if (!_active && next.Count > 0)
        {
            await engine.Slots.AcquireAsync(open.AcceptedAt).WaitAsync(stop.Now);
            _active = true;
        }

        return next;
    }

    /// <summary>Writes events to the journal with one flush for all: steps that end during a flush share the next one.</summary>
    private async Task<IReadOnlyList<JournalEntry>> AppendAsync(Journal journal, List<JournalEntry> happened)
    {
        if (happened.Count == 0)
        {
            return happened;
        }

        var now = engine.Time.GetUtcNow();
        var stamped = happened.ConvertAll(entry => entry with { At = now });
        var lines = Journal.ToLines(stamped);
        await engine.Disk.RunAsync(() => journal.Append(lines), stop.Now);
        return stamped;
    }
}
