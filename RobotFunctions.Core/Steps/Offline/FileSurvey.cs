using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Steps.Offline;

/// <summary>What the first pass over a reference file finds.</summary>
public sealed record FileSurvey
{
    /// <summary>The lines that are not blank, repeated ones included.</summary>
    public required long Lines { get; init; }

    /// <summary>The SHA-256 of the file, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The first ten bad lines; null if there are none.</summary>
    public IReadOnlyList<BadLine>? FirstBadLines { get; init; }

    /// <summary>Ids that may occur more than once.</summary>
    internal IReadOnlySet<ReferenceId> Suspects { get; init; } = new HashSet<ReferenceId>();
}

/// <summary>How much of a reference file is done.</summary>
/// <param name="Chunks">The chunks that are done, from the first one.</param>
/// <param name="Counts">The outcomes of their lines.</param>
public sealed record FileProgress(int Chunks, EntryCounts Counts);
