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
            await CloseAsync(run.Id, cancellation);
        }

        var open = await letters.ListAsync(cancellation);
        RobotMetrics.DeadLettersOpen(open.Count);
        foreach (var letter in open.Unreadable)
        {
            LogUnreadable(letter.Name, letter.Problem);
        }

        foreach (var letter in open.Letters)
        {
            using var scope = RunScope.Begin(logger, letter.Batch.Id);
            LogWaits(letter.Batch.Robot, letter.Batch.Id, letter.At, letter.Uncertain, letter.Reason);
        }
    }

    private async Task CloseAsync(BatchId run, CancellationToken cancellation)
    {
        try
        {
            await lost.CloseAsync(run, cancellation);
        }
        catch (InvalidDataException exception)
        {
            LogNotClosed(run, exception.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Robot {Robot}: the dead letter of request {RunId} waits since {Since} (uncertain: {Uncertain}): {Reason}")]
    private partial void LogWaits(RobotId robot, BatchId runId, DateTimeOffset since, bool uncertain, string reason);

    [LoggerMessage(2, LogLevel.Error, "The dead letter {Name} cannot be read: {Problem}")]
    private partial void LogUnreadable(string name, string problem);

    [LoggerMessage(3, LogLevel.Error, "Run {RunId} was lost, and no dead letter can tell of it: {Problem} Ask the repository how the request stands")]
    private partial void LogNotClosed(BatchId runId, string problem);
}
