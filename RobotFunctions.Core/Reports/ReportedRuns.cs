using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;

namespace RobotFunctions.Core.Reports;

/// <summary>Runs as reports have them.</summary>
internal static class ReportedRuns
{
    /// <summary>A run as a report has it.</summary>
    public static ReportedRun Of(RunStatus run)
    {
        var counts = run.Progress.Counts;
        return new ReportedRun(
            run.Id.ToString(),
            StateOf(run.Outcome),
            run.AcceptedAt,
            run.Outcome is null ? null : run.UpdatedAt,
            run.Progress.Total > 0 ? Bounded(run.Progress.Total) : null,
            Bounded(counts.Done),
            Bounded(counts.Failed + counts.BadLines),
            run.Outcome?.Reason is { } reason ? ReportText.Of(reason) : null);
    }

    private static string StateOf(RunOutcome? outcome) => outcome switch
    {
        null => RunStates.Running,
        { IsFailure: false } => RunStates.Succeeded,
        _ when outcome.Reason == StepFailure.Cancelled.Reason => RunStates.Cancelled,
        { End: RunEnd.LeaseLost or RunEnd.LeaseAbandoned } => RunStates.Abandoned,
        _ => RunStates.Failed,
    };

    private static int Bounded(long count) => (int)Math.Min(count, int.MaxValue);
}
