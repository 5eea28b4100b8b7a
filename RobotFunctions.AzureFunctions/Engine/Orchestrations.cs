using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>The recipe as Durable orchestrations. Their names are stored in every history: renaming one breaks the runs in flight.</summary>
public static class Orchestrations
{
    /// <summary>The run of a batch; the instance id is the batch's id.</summary>
    [Function(nameof(EnhanceBatch))]
    public static Task<RunOutcome> EnhanceBatchAsync([OrchestrationTrigger] TaskOrchestrationContext context, BatchRun run) =>
        EnhanceBatch.RunAsync(new DurableStepRunner(context), run.Batch, run.Plan);

    /// <summary>A segment of a large batch, with its own history.</summary>
    [Function(nameof(EnhanceChunks))]
    public static Task<SegmentOutcome> EnhanceChunksAsync([OrchestrationTrigger] TaskOrchestrationContext context, ChunkSegment range)
    {
        var run = new DurableStepRunner(context);
        return EnhanceChunks.RunAsync(run, range, run.CancellationRequested);
    }
}
