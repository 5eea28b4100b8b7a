using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using RobotFunctions.Local.Engine.Journals;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// A run as its recipe sees it. What the recipe asks for is only noted while the journal is told again; it begins to happen with
/// <see cref="GoLive"/>. Everything here happens in the run's turns.
/// </summary>
internal sealed class JournaledRun(EngineRecipe recipe, RunOperations operations, Action<RunProgress> progressed) : IStepRunner
{
    private readonly Dictionary<StepCall, PendingStep> _steps = [];
    private readonly Dictionary<StepCall, JsonElement> _early = [];
    private readonly Dictionary<(string Step, string Key), int> _calls = [];
    private readonly SortedDictionary<int, (DateTimeOffset Due, TimeSpan Longest, TaskCompletionSource Over)> _timers = [];
    private readonly TaskCompletionSource<StepFailure> _cancellationRequested = new();
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

    public Task<SegmentOutcome> RunSegmentAsync(ChunkSegment segment, Task<StepFailure> interrupted) => recipe.RunSegment(this, segment, interrupted);

    public Task DelayUntilAsync(DateTimeOffset due, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellation);
        }

        var timer = _timersBegun++;
        var over = new TaskCompletionSource();

        // The run's time never goes back: after a clock that was fast it is ahead of the clock, and nobody is to wait for that to pass.
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

    public void SetProgress(RunProgress progress) => progressed(progress);

    public void StopSteps()
    {
        foreach (var step in _steps.Values)
        {
            step.Stop();
        }
    }

    /// <summary>Whether the recipe still waits for what <paramref name="entry"/> tells; a timer may fire just after it was cancelled.</summary>
    public bool Awaits(JournalEntry entry) => entry switch
    {
        TimerFired fired => _timers.ContainsKey(fired.Timer),
        Journals.CancellationRequested => !_cancellationRequested.Task.IsCompleted,
        _ => true,
    };

    /// <summary>Tells the recipe what happened.</summary>
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
                // Written by a recipe that called its steps in another order: it is there when this one asks.
                _early[finished.Call] = finished.Outcome;
                break;
            case TimerFired fired when _timers.Remove(fired.Timer, out var timer):
                // Timers are coarser than clocks, and may fire a little early.
                Now = timer.Due > Now ? timer.Due : Now;
                timer.Over.SetResult();
                break;
            case Journals.CancellationRequested:
                _cancellationRequested.TrySetResult(StepFailure.Cancelled);
                break;
        }
    }

    /// <summary>Begins everything that the recipe waits for and the journal does not know the end of.</summary>
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
