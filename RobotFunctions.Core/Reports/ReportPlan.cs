using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Reports;

/// <summary>What to report of a list of runs. It decides only, and reads neither clock nor store.</summary>
/// <param name="Pages">The runs of each report, in order; at least one, which may be empty.</param>
/// <param name="Next">The progress once all of them are accepted.</param>
internal sealed record ReportPlan(IReadOnlyList<ReportPage> Pages, ReportProgress Next)
{
    /// <summary>The plan for a list: ends that the Hub does not know, the oldest first, then open runs, of which one report has room at most.</summary>
    /// <param name="progress">What the Hub knows.</param>
    /// <param name="runs">The robot's open runs, and those that ended since.</param>
    /// <param name="listedAt">When they were listed.</param>
    public static ReportPlan Of(ReportProgress progress, IReadOnlyList<RunStatus> runs, DateTimeOffset listedAt)
    {
        var told = progress.Told.ToHashSet();
        var open = runs.Where(static run => run.Outcome is null).OrderBy(static run => run.AcceptedAt).ToList();
        var ended = runs.Where(static run => run.Outcome is not null).OrderBy(static run => run.UpdatedAt).ToList();
        var next = new ReportProgress(
            listedAt,
            [.. open.Select(static run => run.Id)],
            [.. ended.Where(run => run.UpdatedAt >= listedAt - ReportProgress.Overlap).Select(static run => run.Id)]);
        var pages = ended.Where(run => !told.Contains(run.Id))
            .Concat(open.Take(RobotReport.MaxRuns))
            .Chunk(RobotReport.MaxRuns)
            .Select(static page => new ReportPage(page))
            .ToList();
        return new ReportPlan(pages.Count > 0 ? pages : [ReportPage.Empty], next);
    }
}

/// <summary>The runs of one report.</summary>
internal sealed record ReportPage(IReadOnlyList<RunStatus> Runs)
{
    /// <summary>No runs: a heartbeat only.</summary>
    public static ReportPage Empty { get; } = new([]);

    /// <summary>The runs whose end it tells.</summary>
    public IEnumerable<BatchId> Ended => Runs.Where(static run => run.Outcome is not null).Select(static run => run.Id);
}
