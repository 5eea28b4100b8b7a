using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Import;

/// <summary>What the repository made of a result file: what it imported, not what it was sent.</summary>
public sealed record ImportReport
{
    /// <summary>The request or batch.</summary>
    public required BatchId Id { get; init; }

    /// <summary>How many references were asked for.</summary>
    public required int Requested { get; init; }

    /// <summary>How many lines the result file has, blank ones left out.</summary>
    public int Lines { get; init; }

    /// <summary>Enhancements imported.</summary>
    public int Enhanced { get; init; }

    /// <summary>References the robot sent an error for.</summary>
    public int Failed { get; init; }

    /// <summary>How often each message of those errors came. Beyond a hundred different ones the rest counts as <c>…</c>.</summary>
    public IReadOnlyDictionary<string, int> FailedByMessage { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Enhancements that could not be imported.</summary>
    public int Refused { get; init; }

    /// <summary>Enhancements discarded because the reference has the very same one already (G3).</summary>
    public int Discarded { get; init; }

    /// <summary>References nobody answered.</summary>
    public int Missing { get; init; }

    /// <summary>Lines for a reference that had its answer already. In G1, G1.5 and G2 they are imported all the same, and also count as enhanced.</summary>
    public int Duplicates { get; init; }

    /// <summary>Lines that are neither an enhancement nor an error.</summary>
    public int Unparsable { get; init; }

    /// <summary>Lines for references that were not asked for.</summary>
    public int NotInBatch { get; init; }

    /// <summary>Whether the answers stand in the order of the reference file.</summary>
    public bool InOrder { get; init; }

    /// <summary>Why everything was rolled back; null when the import went through.</summary>
    public string? BatchFailure { get; init; }

    /// <summary>The first problems, as the repository words them.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether each reference has exactly one answer that the repository understood, in order, and nothing else is in the file.</summary>
    public bool IsOneAnswerEach =>
        BatchFailure is null && InOrder && Missing + Duplicates + Unparsable + NotInBatch + Refused == 0 && Lines == Requested;

    /// <summary>The enhancement of a single request was taken.</summary>
    internal static ImportReport OfSingle(BatchId id) => new() { Id = id, Requested = 1, Lines = 1, Enhanced = 1, InOrder = true };

    /// <summary>The error of a single request was taken.</summary>
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
