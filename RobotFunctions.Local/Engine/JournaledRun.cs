using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using RobotFunctions.Local.Engine.Journals;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// The run as its recipe sees it. During the replay of the journal, the recipe's calls are only recorded; they start with
/// <see cref="GoLive"/>. All members are called on the run's synchronization context.
/// </summary>
internal sealed class JournaledRun(EngineRecipe recipe, RunOperations operations, Action<RunProgress> progressed) : IStepRunner
{
    private readonly Dictionary<StepCall, PendingStep> _steps = [];
    private readonly Dictionary<StepCall, JsonElement> _early = [];
    private readonly Dictionary<(string Step, string Key), int> _calls = [];
    private readonly SortedDictionary<int, (DateTimeOffset Due, TimeSpan Longest, TaskCompletionSource Over)> _timers = [];
    private readonly TaskCompletionSource<StepFailure> _cancellationRequested = new();
    private RunProgress _progress = new(RunPhase.Queued, 0, default);
    private int _timersBegun;
    private bool _live;

    public DateTimeOffset Now { get; private set; }

    public Task<StepFailure> CancellationRequested => _cancellationRequested.Task;

    public Task<StepOutcome<TOutput>> RunAsync<TInput, TOutput>(StepDefinition<TInput, TOutput> step, TInput input)
        where TInput : notnull
        where TOutput : notnull
    {
        var key = step.Key(input);
        var number = _calls.GetValueOrDefault((step.Name, key));
        _calls[(step.Name, key)] = number + 1;
        var call = new StepCall(step.Name, key, number);
        var pending = new PendingStep<TInput, TOutput>(call, step, input);
        if (_early.Remove(call, out var outcome))
        {
            pending.Complete(outcome);
            return pending.Outcome;
        }

        _steps.Add(call, pending);
        if (_live)
        {
            operations.Begin(pending);
        }

        return pending.Outcome;
    }

    public Task<SegmentOutcome> RunSegmentAsync(ChunkSegment segment, Task<StepFailure> interrupted)
    {
        var before = _progress;
        return recipe.RunSegment(this, segment, interrupted, counts => progressed(before with { Counts = before.Counts + counts }));
    }

    public Task DelayUntilAsync(DateTimeOffset due, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellation);
        }

        var timer = _timersBegun++;
        var over = new TaskCompletionSource();

        // The run's time never goes back. If the clock was set back, the run's time is ahead of it, and timers must not wait for the difference.
        var longest = due - Now;
        _timers.Add(timer, (due, longest, over));
        cancellation.Register(() =>
        {
            if (_timers.Remove(timer))
            {
                operations.Disarm(timer);
                over.SetCanceled(cancellation);
            }
        });
        if (_live)
        {
            operations.Arm(timer, due, longest);
        }

        return over.Task;
    }

    public void SetProgress(RunProgress progress)
    {
        _progress = progress;
        progressed(progress);
    }

    public void StopSteps()
    {
        foreach (var step in _steps.Values)
        {
            step.Stop();
        }
    }

    /// <summary>Whether the recipe still waits for <paramref name="entry"/>; a timer may fire just after it was cancelled.</summary>
    public bool Awaits(JournalEntry entry) => entry switch
    {
        TimerFired fired => _timers.ContainsKey(fired.Timer),
        Journals.CancellationRequested => !_cancellationRequested.Task.IsCompleted,
        _ => true,
    };

    /// <summary>Passes an event to the recipe.</summary>
    public void Tell(JournalEntry entry)
    {
        Now = entry.At > Now ? entry.At : Now;
        switch (entry)
        {
            case StepFinished finished when _steps.Remove(finished.Call, out var step):
                step.Complete(finished.Outcome);
                step.Dispose();
                break;
            case StepFinished finished:
                // Written by a recipe that called its steps in a different order; it is available when this one calls the step.
                _early[finished.Call] = finished.Outcome;
                break;
            case TimerFired fired when _timers.Remove(fired.Timer, out var timer):
                // Timers are coarser than clocks and may fire slightly early.
                Now = timer.Due > Now ? timer.Due : Now;
                timer.Over.SetResult();
                break;
            case Journals.CancellationRequested:
                _cancellationRequested.TrySetResult(StepFailure.Cancelled);
                break;
        }
    }

    /// <summary>Starts everything that the recipe waits for and whose result is not in the journal.</summary>
    public void GoLive()
    {
        _live = true;
        foreach (var step in _steps.Values)
        {
            operations.Begin(step);
        }

        foreach (var (timer, (due, longest, _)) in _timers)
        {
            operations.Arm(timer, due, longest);
        }
    }
}
