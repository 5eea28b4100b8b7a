using Microsoft.DurableTask.Client;
using RobotFunctions.Core.Batches;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Reads an instance as an operator's view of a run.</summary>
internal static class InstanceStatus
{
    /// <summary>The run behind an instance of <c>EnhanceBatch</c> that was fetched with its input and output.</summary>
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

    // The reminder of dead letters finds such a run and keeps a letter for it; the lease of a polled batch lapses.
    private static RunOutcome Lost(Batch batch, RunProgress progress) => new(
        batch.Origin == BatchOrigin.Polled ? RunEnd.LeaseAbandoned : RunEnd.DeadLettered,
        progress.Counts,
        "The engine ended the run before its time. The log of the function app has the details.");
}
