using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Recipe;

/// <summary>Runs steps with retries until they succeed, their failure is final, or the run is interrupted.</summary>
internal sealed class RetriedSteps(IStepRunner run, Batch batch, Interruption interruption)
{
    public async Task<StepOutcome<TOutput>> RunAsync<TInput, TOutput>(
        StepDefinition<TInput, TOutput> definition,
        TInput input,
        RetryPolicy policy)
        where TInput : notnull
        where TOutput : notnull
    {
        var began = run.Now;
        for (var attempt = 1; ; attempt++)
        {
            if (interruption.Failure is { } interrupted)
            {
                return interrupted;
            }

            var outcome = await run.RunAsync(definition, input);
            if (outcome.Failure?.Kind == FailureKind.Stopped && interruption.Failure is { } cause)
            {
                return cause;
            }

            // A polled batch is given back for somebody else, or for later; nobody else can take one that was pushed.
            if (outcome.Failure is not { } failure
                || failure.Kind == FailureKind.Misconfigured && batch.Origin == BatchOrigin.Polled
                || policy.NextWait(failure, batch.Id, attempt, run.Now - began) is not { } wait)
            {
                return outcome;
            }

            await interruption.DelayUntilAsync(run.Now + wait);
        }
    }
}
