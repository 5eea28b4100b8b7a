using System.Globalization;
using System.Text;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>
/// The markers that a report may have reached the repository. A marker belongs to a run: a report of another run with the same id, or the answer to a
/// rejected message, does not count.
/// </summary>
public sealed class ReportMarks(IBatchStore store)
{
    /// <summary>The marker of a report without a known response; the marker of an accepted report is the status of the response.</summary>
    internal const int Sent = 1;

    /// <summary>Whether a report of the run may have reached the repository.</summary>
    public async Task<bool> IsThereAsync(Batch run, CancellationToken cancellation) => await FindAsync(run, cancellation) is not null;

    /// <summary>The marker of the run, or null.</summary>
    internal async Task<int?> FindAsync(Batch run, CancellationToken cancellation)
    {
        using var mark = await store.ReadAsync(run.Id, BatchItems.ReportSent(run.AcceptedAt), cancellation);
        if (mark is not null)
        {
            return int.TryParse(mark.Content.Span, CultureInfo.InvariantCulture, out var status) ? status : Sent;
        }

        // A marker of the previous release does not say whose it is, so the repository is asked.
        using var former = await store.ReadAsync(run.Id, BatchItems.FormerReportSent, cancellation);
        return former is null ? null : Sent;
    }

    /// <summary>Writes the marker of the run.</summary>
    internal Task WriteAsync(Batch run, int mark, CancellationToken cancellation) => store.WriteAsync(
        run.Id,
        BatchItems.ReportSent(run.AcceptedAt),
        Encoding.ASCII.GetBytes(mark.ToString(CultureInfo.InvariantCulture)),
        cancellation);

    /// <summary>Removes the marker of the run.</summary>
    internal Task RemoveAsync(Batch run, CancellationToken cancellation) =>
        store.DeleteAsync(run.Id, BatchItems.ReportSent(run.AcceptedAt), cancellation);
}
