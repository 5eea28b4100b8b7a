using System.Globalization;
using System.Text;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>
/// The marks that a report may have reached the repository. A mark belongs to a run: what another run of the same id reported, or a message that was
/// rejected before, says nothing of this one.
/// </summary>
public sealed class ReportMarks(IBatchStore store)
{
    /// <summary>The mark of a report whose answer is not known; the mark of one that was taken is the status of its answer.</summary>
    internal const int Sent = 1;

    /// <summary>Whether a report of the run may have reached the repository.</summary>
    public async Task<bool> IsThereAsync(Batch run, CancellationToken cancellation) => await FindAsync(run, cancellation) is not null;

    /// <summary>The mark of the run; null when it has not reported.</summary>
    internal async Task<int?> FindAsync(Batch run, CancellationToken cancellation)
    {
        using var mark = await store.ReadAsync(run.Id, BatchItems.ReportSent(run.AcceptedAt), cancellation);
        if (mark is not null)
        {
            return int.TryParse(mark.Content.Span, CultureInfo.InvariantCulture, out var status) ? status : Sent;
        }

        // Of the previous release, whichever run's it is: the repository knows.
        using var former = await store.ReadAsync(run.Id, BatchItems.FormerReportSent, cancellation);
        return former is null ? null : Sent;
    }

    /// <summary>Marks the run.</summary>
    internal Task WriteAsync(Batch run, int mark, CancellationToken cancellation) => store.WriteAsync(
        run.Id,
        BatchItems.ReportSent(run.AcceptedAt),
        Encoding.ASCII.GetBytes(mark.ToString(CultureInfo.InvariantCulture)),
        cancellation);

    /// <summary>Removes the mark of the run.</summary>
    internal Task RemoveAsync(Batch run, CancellationToken cancellation) =>
        store.DeleteAsync(run.Id, BatchItems.ReportSent(run.AcceptedAt), cancellation);
}
