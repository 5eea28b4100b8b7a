using System.Text.Json;
using RobotFunctions.Core.Batches;

namespace RobotFunctions.Local.Commands;

/// <summary>What <c>robot poll --once --json</c> prints.</summary>
/// <param name="Succeeded">Whether everything claimed was delivered.</param>
/// <param name="Robots">What each robot did, and the batches of an earlier start that failed again.</param>
internal sealed record PollDocument(bool Succeeded, IReadOnlyList<PolledRobot> Robots);

/// <summary>What a robot did in one poll.</summary>
/// <param name="RobotId">The robot.</param>
/// <param name="BatchId">The batch it claimed; null if it claimed none.</param>
/// <param name="End">How that ended: <c>delivered</c>, <c>error_delivered</c>, <c>dead_lettered</c>, <c>lease_lost</c>, <c>lease_abandoned</c>, <c>crashed</c>, <c>no_work</c>, <c>disabled</c>, <c>full</c> or <c>failed</c>.</param>
/// <param name="Enhanced">How many references were enhanced.</param>
/// <param name="Failed">How many got an error line.</param>
/// <param name="BadLines">How many lines could not be read.</param>
/// <param name="FirstBadLines">The first of these.</param>
/// <param name="Reason">Why it did not succeed; null if it did.</param>
internal sealed record PolledRobot(string RobotId, string? BatchId, string End, long Enhanced, long Failed, long BadLines, IReadOnlyList<BadLine> FirstBadLines, string? Reason)
{
    /// <summary>A run that ended.</summary>
    public static PolledRobot Of(RunStatus run, RunOutcome outcome) => new(
        run.Robot.ToString(),
        run.Id.ToString(),
        Name(outcome.End.ToString()),
        outcome.Counts.Enhanced,
        outcome.Counts.Failed,
        outcome.Counts.BadLines,
        run.Progress.FirstBadLines ?? [],
        outcome.Reason);

    /// <summary>A poll without a batch, or a batch without an outcome.</summary>
    public static PolledRobot Of(string robot, string? batch, string end, string? reason) => new(robot, batch, Name(end), 0, 0, 0, [], reason);

    private static string Name(string end) => JsonNamingPolicy.SnakeCaseLower.ConvertName(end);
}
