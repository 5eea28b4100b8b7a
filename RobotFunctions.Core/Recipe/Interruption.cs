using RobotFunctions.Core.Failures;

namespace RobotFunctions.Core.Recipe;

/// <summary>What may interrupt a run: an operator who cancels it, a lost lease or, for a segment, the interruption of its run.</summary>
internal sealed class Interruption(IStepRunner run, Task<StepFailure> happened)
{
    /// <summary>Ends, with the reason, when the run must end.</summary>
    public Task<StepFailure> Happened => happened;

    /// <summary>Why the run must end; null while it may continue.</summary>
    public StepFailure? Failure => happened.IsCompletedSuccessfully ? happened.Result : null;

    /// <summary>For work that must not be interrupted: storing a dead letter, cleaning up.</summary>
    public static Interruption None(IStepRunner run) => new(run, new TaskCompletionSource<StepFailure>().Task);

    /// <summary>Observes the operator's cancellation request, and <paramref name="leaseLost"/> if there is a lease.</summary>
    public static Interruption Of(IStepRunner run, Task<StepFailure>? leaseLost) =>
        new(run, leaseLost is null ? run.CancellationRequested : FirstAsync(run.CancellationRequested, leaseLost));

    /// <summary>Waits until <paramref name="due"/> or until the run must end, whichever comes first.</summary>
    public async Task DelayUntilAsync(DateTimeOffset due)
    {
        if (due <= run.Now || Failure is not null)
        {
            return;
        }

        using var waiting = new CancellationTokenSource();
        var delay = run.DelayUntilAsync(due, waiting.Token);
        if (await Task.WhenAny(delay, Happened) != delay)
        {
            waiting.Cancel();
        }
    }

    private static async Task<StepFailure> FirstAsync(Task<StepFailure> cancelled, Task<StepFailure> leaseLost) =>
        await await Task.WhenAny(cancelled, leaseLost);
}
