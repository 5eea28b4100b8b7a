using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>Logs the open dead letters, after storing one for each run that the engine lost.</summary>
internal sealed partial class RemindOfDeadLetters(DurableRuns runs, LostRuns lost, IDeadLetters letters, HostEngine engine, ILogger<RemindOfDeadLetters> logger)
{
    /// <summary>Every hour.</summary>
    [Function("remind-of-dead-letters")]
    public async Task RemindAsync(
        [TimerTrigger("0 0 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        foreach (var run in await runs.ListLostAsync(cancellation))
        {
            await lost.CloseAsync(run.Id, cancellation);
        }

        var open = await letters.ListAsync(cancellation);
        RobotMetrics.DeadLettersOpen(open.Count);
        foreach (var letter in open)
        {
            using var scope = RunScope.Begin(logger, letter.Batch.Id);
            LogWaits(letter.Batch.Robot, letter.Batch.Id, letter.At, letter.Uncertain, letter.Reason);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Robot {Robot}: the dead letter of request {RunId} waits since {Since} (uncertain: {Uncertain}): {Reason}")]
    private partial void LogWaits(RobotId robot, BatchId runId, DateTimeOffset since, bool uncertain, string reason);
}
