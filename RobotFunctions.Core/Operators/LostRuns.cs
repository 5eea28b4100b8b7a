using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Storage;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Operators;

/// <summary>
/// The last safeguard of invariant 1: a run that its engine ended prematurely (a bug in the recipe, a terminated instance) has not reported anything.
/// Such a run still has its payloads, which every completed run removes.
/// </summary>
public sealed partial class LostRuns(
    AcceptedRequests requests,
    IBatchStore store,
    IStep<DeadLetterInput, Unit> keep,
    IStep<Batch, Unit> clean,
    ILogger<LostRuns> logger)
{
    private const string Reason = "The robot ended the work prematurely.";

    /// <summary>Stores a dead letter for a lost run that was pushed; the lease of a polled one expires. False if the run was handled before.</summary>
    public async Task<bool> CloseAsync(BatchId id, CancellationToken cancellation)
    {
        using var scope = RunScope.Begin(logger, id);
        if (await requests.LoadAsync(id, cancellation) is not { Batch: var batch })
        {
            return false;
        }

        if (batch.Origin != BatchOrigin.Polled)
        {
            using var sent = await store.ReadAsync(id, BatchItems.ReportSent, cancellation);
            await keep.RunAsync(new DeadLetterInput(new ReportInput(batch, Reason), Reason, Uncertain: sent is not null), cancellation);
        }

        await clean.RunAsync(batch, cancellation);
        LogClosed(batch.Robot, id, batch.Origin);
        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "Robot {Robot}: run {RunId} ({Origin}) was lost. If it was pushed, a dead letter was stored")]
    private partial void LogClosed(RobotId robot, BatchId runId, BatchOrigin origin);
}
