using System.Text;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>Keeps a report that could not be delivered, body and destination included, where a person finds it.</summary>
internal sealed partial class KeepDeadLetter(IDeadLetters letters, ReportBodies bodies, TimeProvider time, ILogger<KeepDeadLetter> logger)
    : IStep<DeadLetterInput, Nothing>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<Nothing>> RunAsync(DeadLetterInput input, CancellationToken cancellation)
    {
        var batch = input.Report.Batch;
        var body = await bodies.MakeAsync(input.Report, cancellation);
        await letters.KeepAsync(
            new DeadLetter
            {
                Batch = batch,
                Body = Encoding.UTF8.GetString(body.Span),
                Path = CallbackRoutes.Report(batch),
                Reason = input.Reason,
                Uncertain = input.Uncertain,
                At = time.GetUtcNow(),
            },
            cancellation);
        LogKept(batch.Robot, batch.Id, input.Uncertain, input.Reason);
        return Nothing.Value;
    }

    [LoggerMessage(1, LogLevel.Error, "Robot {Robot}: the callback of request {Request} could not be delivered and is a dead letter (uncertain: {Uncertain}): {Reason}")]
    private partial void LogKept(RobotId robot, BatchId request, bool uncertain, string reason);
}
