using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Recipe;

/// <summary>Renews the lease of a polled batch at half its time for as long as the run lasts.</summary>
internal sealed class LeaseKeeper(IStepRunner run, Batch batch, Lease lease)
{
    /// <summary>
    /// Ends when the repository says that nothing is left to renew. Any other failure is retried: the repository enforces expiry with a background
    /// job, so a late renewal may still succeed (protocol 1.5). Cancelled if the run ended first.
    /// </summary>
    public async Task<StepFailure> RenewUntilLostAsync(CancellationToken runEnded)
    {
        var half = lease.Duration / 2;
        var next = lease.ExpiresAt - half;
        for (var attempt = 1; ; attempt++)
        {
            await run.DelayUntilAsync(next, runEnded);
            var outcome = await run.RunAsync(StepDefinitions.RenewLease, batch);
            switch (outcome)
            {
                case { Failure: { Kind: FailureKind.LeaseLost } lost }:
                    return lost;
                case { Failure: { } failure }:
                    var wait = RetryPolicy.Unlimited.NextWait(failure with { Kind = FailureKind.Transient }, batch.Id, attempt, TimeSpan.Zero);
                    next = run.Now + (wait < half / 2 ? wait.Value : half / 2);
                    break;
                default:
                    attempt = 0;
                    next = run.Now + half;
                    break;
            }
        }
    }
}
