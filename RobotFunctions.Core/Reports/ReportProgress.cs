using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Reports;

/// <summary>
/// Up to where the Hub knows a robot's runs. It moves on only with accepted reports: what ended meanwhile is in the engine's own list of runs until then.
/// </summary>
/// <param name="ListedAt">When the runs were listed whose reports were all accepted.</param>
/// <param name="Open">The runs that were open then.</param>
/// <param name="Told">Runs whose end the Hub knows, and which the next list may have again.</param>
internal sealed record ReportProgress(DateTimeOffset ListedAt, IReadOnlyList<BatchId> Open, IReadOnlyList<BatchId> Told)
{
    /// <summary>How long before <see cref="ListedAt"/> a run may have begun that the list did not have, because its start was still being stored.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>The progress of a robot that reports for the first time: what ended before is not told.</summary>
    public static ReportProgress From(DateTimeOffset now) => new(now, [], []);

    /// <summary>The beginning of what the next list must have.</summary>
    public DateTimeOffset ListSince => ListedAt - Overlap;

    /// <summary>This progress after some ends were told.</summary>
    public ReportProgress With(IEnumerable<BatchId> told) => this with { Told = [.. Told.Union(told)] };
}
