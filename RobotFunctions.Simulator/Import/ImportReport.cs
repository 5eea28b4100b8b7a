using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Import;

/// <summary>The result of importing a result file.</summary>
public sealed record ImportReport
{
    /// <summary>The request or batch.</summary>
    public required BatchId Id { get; init; }

    /// <summary>The number of requested references.</summary>
    public required int Requested { get; init; }

    /// <summary>The number of non-blank lines in the result file.</summary>
    public int Lines { get; init; }

    /// <summary>Enhancements imported.</summary>
    public int Enhanced { get; init; }

    /// <summary>References that the robot sent an error for.</summary>
    public int Failed { get; init; }

    /// <summary>The number of errors by message. Messages beyond the first hundred are counted as <c>…</c>.</summary>
    public IReadOnlyDictionary<string, int> FailedByMessage { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Enhancements that could not be imported.</summary>
    public int Refused { get; init; }

    /// <summary>Enhancements discarded as exact duplicates (G3).</summary>
    public int Discarded { get; init; }

    /// <summary>References without an answer.</summary>
    public int Missing { get; init; }

    /// <summary>Lines for a reference that was already answered. In G1, G1.5 and G2 they are imported anyway and also count as enhanced.</summary>
    public int Duplicates { get; init; }

    /// <summary>Lines that are neither an enhancement nor an error.</summary>
    public int Unparsable { get; init; }

    /// <summary>Lines for references that were not requested.</summary>
    public int NotInBatch { get; init; }

    /// <summary>Whether the answers are in the order of the reference file.</summary>
    public bool InOrder { get; init; }

    /// <summary>Why everything was rolled back; null if the import succeeded.</summary>
    public string? BatchFailure { get; init; }

    /// <summary>The first problems, as the repository words them.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether the file has exactly one valid answer per reference, in order, and nothing else.</summary>
    public bool IsOneAnswerEach =>
        BatchFailure is null && InOrder && Missing + Duplicates + Unparsable + NotInBatch + Refused == 0 && Lines == Requested;

    /// <summary>The enhancement of a single request was imported.</summary>
    internal static ImportReport OfSingle(BatchId id) => new() { Id = id, Requested = 1, Lines = 1, Enhanced = 1, InOrder = true };

    /// <summary>The error of a single request was accepted.</summary>
    internal static ImportReport OfSingleError(BatchId id, string message) => new()
    {
        Id = id,
        Requested = 1,
        Lines = 1,
        Failed = 1,
        FailedByMessage = new Dictionary<string, int>(StringComparer.Ordinal) { [message] = 1 },
        InOrder = true,
    };
}
