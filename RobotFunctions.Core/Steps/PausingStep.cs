using System.Collections.Concurrent;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Steps;

/// <summary>A step whose robot claims no more work once it turns out to be misconfigured, and does again when the same step works.</summary>
internal sealed class PausingStep<TInput, TOutput>(IStep<TInput, TOutput> step, PollingPauses pauses) : IStep<TInput, TOutput>
    where TInput : notnull
    where TOutput : notnull
{
    private readonly ConcurrentDictionary<RobotId, bool> _paused = new();

    /// <inheritdoc/>
    public async Task<StepOutcome<TOutput>> RunAsync(TInput input, CancellationToken cancellation)
    {
        var robot = StepInput.BatchOf(input).Robot;
        var outcome = await RunStepAsync(input, cancellation);
        if (outcome.Failure is { Kind: FailureKind.Misconfigured } failure)
        {
            await pauses.PauseAsync(robot, failure.Reason, cancellation);
            _paused[robot] = true;
        }
        else if (outcome.Succeeded && _paused.TryRemove(robot, out _))
        {
            await pauses.ResumeAsync(robot, cancellation);
        }

        return outcome;
    }

    private async Task<StepOutcome<TOutput>> RunStepAsync(TInput input, CancellationToken cancellation)
    {
        try
        {
            return await step.RunAsync(input, cancellation);
        }
        catch (MisconfiguredException problem)
        {
            return new StepFailure(FailureKind.Misconfigured, problem.Message);
        }
    }
}
