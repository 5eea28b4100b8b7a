using System.Text;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>
/// Stores a report that could not be delivered, with body and destination, for an operator. It is uncertain even if only an earlier
/// attempt may have arrived, which the last failure does not show.
/// </summary>
internal sealed partial class StoreDeadLetter(
    IDeadLetters letters,
    ReportBodies bodies,
    IBatchStore store,
    TimeProvider time,
    ILogger<StoreDeadLetter> logger) : IStep<DeadLetterInput, Unit>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<Unit>> RunAsync(DeadLetterInput input, CancellationToken cancellation)
    {
        var batch = input.Report.Batch;
        var body = await bodies.MakeAsync(input.Report, cancellation);
        using var sent = await store.ReadAsync(batch.Id, BatchItems.ReportSent, cancellation);
        var uncertain = input.Uncertain || sent is not null;
        await letters.KeepAsync(
            new DeadLetter
            {
                Batch = batch,
                Body = Encoding.UTF8.GetString(body.Span),
                Path = CallbackRoutes.Report(batch),
                Reason = input.Reason,
                Uncertain = uncertain,
                At = time.GetUtcNow(),
            },
            cancellation);
        LogKept(batch.Robot, batch.Id, uncertain, input.Reason);
        return Unit.Value;
    }

    [LoggerMessage(1, LogLevel.Error, "Robot {Robot}: the callback of request {RunId} could not be delivered and is a dead letter (uncertain: {Uncertain}): {Reason}")]
    private partial void LogKept(RobotId robot, BatchId runId, bool uncertain, string reason);
}
