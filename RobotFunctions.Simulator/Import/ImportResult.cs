using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.References;

namespace RobotFunctions.Simulator.Import;

/// <summary>The report of an import and the outcome of each reference, in the order of the reference file.</summary>
internal sealed record ImportResult(ImportReport Report, IReadOnlyList<EntryOutcome> Outcomes)
{
    /// <summary>Nothing was imported: every reference failed.</summary>
    public static ImportResult RolledBack(BatchId id, RequestedReferences requested, string failure) => new(
        new ImportReport { Id = id, Requested = requested.Count, BatchFailure = failure },
        Enumerable.Repeat(EntryOutcome.Refused, requested.Count).ToArray());
}
