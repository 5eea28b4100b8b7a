using RobotFunctions.Core.Batches;
using RobotFunctions.Local.Engine.Journals;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// Brings one run from its journal to its end, or to the host's stop. Whatever happens is first written down, durably, and then told to the
/// recipe: the recipe never knows more than its journal.
/// </summary>
internal sealed class RunDriver(EngineContext engine, OpenRun open, HostStop stop)
{
    private bool _active = true;

    /// <summary>Called with an active slot held, and gives it back; null when the host stopped first.</summary>
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
                engine.Slots.Leave();
            }
        }
    }

    private async Task<RunOutcome?> DriveAsync(Journal journal, IReadOnlyList<JournalEntry> entries)
    {
        var batch = await BeginAsync(entries);
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

        // A run may wait for hours: what it was told stays on disk.
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

    private async Task<Batch> BeginAsync(IReadOnlyList<JournalEntry> entries)
    {
        var request = RunFiles.ToRequest((RunAccepted)entries[0]);
        if (entries.Count == 1)
        {
            await engine.Requests.BeginAsync(open, request, stop.Now);
        }
        else
        {
            open.HasBegun = true;
        }

        return request.Batch;
    }

    // In this order: a wish that comes in between is seen twice, rather than not at all.
    private void ListenForCancel(RunOperations operations)
    {
        open.Cancel = operations.RequestCancellation;
        if (engine.Files.IsCancellationRequested(open.Id))
        {
            operations.RequestCancellation();
        }
    }

    /// <summary>Waits for something to happen. A run that only waits for time to pass lets another one operations meanwhile.</summary>
    private async Task<List<JournalEntry>> NextAsync(RunOperations operations)
    {
        if (operations.IsIdle)
        {
            engine.Slots.Leave();
            _active = false;
        }

        var next = await operations.NextAsync();
        if (!_active && next.Count > 0)
        {
            await engine.Slots.EnterAsync(open.AcceptedAt).WaitAsync(stop.Now);
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

        var now = engine.Time.GetUtcNow();
        var stamped = happened.ConvertAll(entry => entry with { At = now });
        var lines = Journal.ToLines(stamped);
        await engine.Disk.RunAsync(() => journal.Append(lines), stop.Now);
        return stamped;
    }
}
