using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>The recipe as Durable orchestrations. Their names are stored in every history: renaming one breaks the runs in flight.</summary>
public static class Orchestrations
{
    private const int FirstRecipeThatClaims = 2;

    /// <summary>The run of a batch; the instance id is the batch's id.</summary>
    [Function(nameof(EnhanceBatch))]
    public static async Task<RunOutcome> EnhanceBatchAsync([OrchestrationTrigger] TaskOrchestrationContext context, BatchRun run)
    {
        var began = context.CurrentUtcDateTime;
        var outcome = await EnhanceBatch.RunAsync(new DurableStepRunner(context), run.Batch, run.Plan);
        RunLog.Ended(context.CreateReplaySafeLogger(typeof(Orchestrations).FullName!), run.Batch.Id, outcome, context.CurrentUtcDateTime - began);
        if (run.Batch.Origin == BatchOrigin.Polled && run.Plan.Recipe >= FirstRecipeThatClaims)
        {
            await ClaimNextAsync(context, run.Batch);
        }

        return outcome;
    }

    /// <summary>A segment of a large batch, with its own history.</summary>
    [Function(nameof(EnhanceChunks))]
    public static Task<SegmentOutcome> EnhanceChunksAsync([OrchestrationTrigger] TaskOrchestrationContext context, ChunkSegment range)
    {
        var run = new DurableStepRunner(context);
        return EnhanceChunks.RunAsync(run, range, run.CancellationRequested);
    }

    private static async Task ClaimNextAsync(TaskOrchestrationContext context, Batch ended)
    {
        try
        {
            await context.CallActivityAsync(ClaimNextActivity.Name, ended);
        }
        catch (TaskFailedException)
        {
            // The batch's own work is done, and the host has logged the failure. The timer claims the next batch.
        }
    }
}
