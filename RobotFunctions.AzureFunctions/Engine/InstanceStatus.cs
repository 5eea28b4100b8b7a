using Microsoft.DurableTask.Client;
using RobotFunctions.Core.Batches;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Maps a Durable instance to a run's status.</summary>
internal static class InstanceStatus
{
    /// <summary>The status of an <c>EnhanceBatch</c> instance that was fetched with its input and output.</summary>
    public static RunStatus Read(OrchestrationMetadata instance)
    {
        var batch = instance.ReadInputAs<BatchRun>()!.Batch;
        var progress = instance.SerializedCustomStatus is null or ""
            ? new RunProgress(RunPhase.Queued, 0, default)
            : instance.ReadCustomStatusAs<RunProgress>()!;
        var outcome = Outcome(instance, batch, progress);
        return new RunStatus
        {
            Id = batch.Id,
            Robot = batch.Robot,
            Origin = batch.Origin,
            AcceptedAt = batch.AcceptedAt,
            UpdatedAt = instance.LastUpdatedAt,
            Progress = outcome is null ? progress : progress with { Phase = RunPhase.Ended, Counts = outcome.Counts },
            Outcome = outcome,
        };
    }

    private static RunOutcome? Outcome(OrchestrationMetadata instance, Batch batch, RunProgress progress) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Completed => instance.ReadOutputAs<RunOutcome>(),
        OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => Lost(batch, progress),
        _ => null,
    };

    // RemindOfDeadLetters finds such a run and stores a dead letter for it; the lease of a polled batch expires.
    private static RunOutcome Lost(Batch batch, RunProgress progress) => new(
        batch.Origin == BatchOrigin.Polled ? RunEnd.LeaseAbandoned : RunEnd.DeadLettered,
        progress.Counts,
        "The engine ended the run prematurely. See the log of the function app.");
}
