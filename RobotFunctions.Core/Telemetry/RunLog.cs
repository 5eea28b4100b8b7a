using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Telemetry;

/// <summary>The log messages of runs that every engine writes.</summary>
public static partial class RunLog
{
    /// <summary>A run ended, <paramref name="took"/> after it was accepted. It is a warning if the batch failed as a whole (<see cref="RunOutcome.IsFailure"/>).</summary>
    public static void Ended(ILogger logger, BatchId runId, RunOutcome outcome, TimeSpan took) => Ended(
        logger,
        outcome.IsFailure ? LogLevel.Warning : LogLevel.Information,
        runId,
        outcome.End,
        outcome.Counts.Enhanced,
        outcome.Counts.Failed,
        outcome.Counts.BadLines,
        took.TotalSeconds,
        outcome.Reason ?? "");

    [LoggerMessage(EventId = 1, Message = "Run {RunId} ended: {End}; {Enhanced} references enhanced, {Failed} failed, {BadLines} bad lines, in {Seconds:0.0} s. {Reason}")]
    private static partial void Ended(ILogger logger, LogLevel level, BatchId runId, RunEnd end, long enhanced, long failed, long badLines, double seconds, string reason);
}
