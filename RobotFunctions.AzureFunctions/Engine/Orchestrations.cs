using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>The recipe as Durable orchestrations. Their names are in every history: renaming one loses the runs in flight.</summary>
public static class Orchestrations
{
    /// <summary>A batch's run; its instance id is the batch's id.</summary>
    [Function(nameof(EnhanceBatch))]
    public static async Task<RunOutcome> EnhanceBatchAsync([OrchestrationTrigger] TaskOrchestrationContext context, BatchRun run)
    {
        var outcome = await EnhanceBatch.RunAsync(new DurableStepRunner(context), run.Batch, run.Plan);
        RunLog.Ended(context.CreateReplaySafeLogger(typeof(Orchestrations).FullName!), run.Batch.Id, outcome);
        return outcome;
    }

    /// <summary>A part of a large batch, with a history of its own.</summary>
    [Function(nameof(EnhanceChunks))]
    public static Task<SegmentOutcome> EnhanceChunksAsync([OrchestrationTrigger] TaskOrchestrationContext context, ChunkSegment range) =>
        EnhanceChunks.RunAsync(new DurableStepRunner(context), range);
}
