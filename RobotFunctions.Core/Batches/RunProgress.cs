namespace RobotFunctions.Core.Batches;

/// <summary>The phase of a run.</summary>
public enum RunPhase
{
    /// <summary>Accepted, not started.</summary>
    Queued,

    /// <summary>Fetching the reference file.</summary>
    Downloading,

    /// <summary>Running the enhancer.</summary>
    Enhancing,

    /// <summary>Sending the result file.</summary>
    Uploading,

    /// <summary>Sending the callback.</summary>
    Reporting,

    /// <summary>Ended; see the run's outcome.</summary>
    Ended,
}

/// <summary>The progress of a run.</summary>
/// <param name="Phase">The current phase.</param>
/// <param name="Total">References in the file, known once it is downloaded.</param>
/// <param name="Counts">The outcomes of the references that are done.</param>
public sealed record RunProgress(RunPhase Phase, long Total, EntryCounts Counts)
{
    /// <summary>The first ten bad lines of the reference file, known once it is downloaded; null if there are none.</summary>
    public IReadOnlyList<BadLine>? FirstBadLines { get; init; }
}

/// <summary>The number of references by outcome.</summary>
/// <param name="Enhanced">Got an enhancement.</param>
/// <param name="Failed">Got an error line.</param>
/// <param name="BadLines">Lines without a readable id: no result line could be linked to them (<see cref="BadLine"/>).</param>
/// <param name="Duplicates">Repeated lines with an id that was already answered.</param>
public readonly record struct EntryCounts(long Enhanced, long Failed, long BadLines, long Duplicates)
{
    /// <summary>The number of lines that are done.</summary>
    public long Done => Enhanced + Failed + BadLines + Duplicates;

    /// <summary>Adds the counts.</summary>
    public static EntryCounts operator +(EntryCounts left, EntryCounts right) => new(
        left.Enhanced + right.Enhanced,
        left.Failed + right.Failed,
        left.BadLines + right.BadLines,
        left.Duplicates + right.Duplicates);
}
