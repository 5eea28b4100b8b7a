using RobotFunctions.Core.Failures;

namespace RobotFunctions.Core.Recipe;

/// <summary>What may interrupt a run: an operator who cancels it, or a lost lease.</summary>
internal sealed class Interruption
{
    private readonly IStepRunner _run;
    private readonly TaskCompletionSource _happened = new();

    private Interruption(IStepRunner run) => _run = run;

    /// <summary>Why the run must end; null while it may continue.</summary>
    public StepFailure? Failure { get; private set; }

    /// <summary>Completes when the run must end.</summary>
    public Task Happened => _happened.Task;

    /// <summary>For work that must not be interrupted: storing a dead letter, cleaning up.</summary>
    public static Interruption None(IStepRunner run) => new(run);

    /// <summary>Observes the operator's cancellation request, and <paramref name="leaseLost"/> if there is a lease.</summary>
    public static Interruption Of(IStepRunner run, Task<StepFailure?>? leaseLost)
    {
        var interruption = new Interruption(run);
        _ = interruption.WatchAsync(leaseLost);
        return interruption;
    }

    /// <summary>Waits until <paramref name="due"/> or until the run must end, whichever comes first.</summary>
    public async Task DelayUntilAsync(DateTimeOffset due)
    {
        if (due <= _run.Now || Failure is not null)
        {
            return;
        }

        using var waiting = new CancellationTokenSource();
        var delay = _run.DelayUntilAsync(due, waiting.Token);
        if (await Task.WhenAny(delay, Happened) != delay)
        {
            waiting.Cancel();
        }
    }

    private async Task WatchAsync(Task<StepFailure?>? leaseLost)
    {
        var first = leaseLost is null
            ? _run.CancellationRequested
            : await Task.WhenAny(_run.CancellationRequested, leaseLost);
        await first;
        Failure = first == leaseLost
            ? await leaseLost
            : new StepFailure(FailureKind.Stopped, "An operator cancelled the run.");
        if (Failure is not null)
        {
            _happened.SetResult();
        }
    }
}
