namespace RobotFunctions.Core.Batches;

/// <summary>
/// What the repository itself says about a pushed request whose report it accepted (G1.5, G2; protocol 1.3, 1.4). It is read when somebody asks, and
/// stored nowhere.
/// </summary>
public sealed record RepositoryVerdict
{
    /// <summary>The status of the request there, for example <c>importing</c>, <c>completed</c> or <c>partial_failed</c>; null if it could not be read.</summary>
    public string? Status { get; init; }

    /// <summary>Why the whole request failed; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>The entries of the validation file without an error: imported enhancements. Null without a validation file.</summary>
    public long? Imported { get; init; }

    /// <summary>The entries of the validation file with an error: invalid lines, error lines of the robot, and references without a line.</summary>
    public long? Failed { get; init; }

    /// <summary>The first ten of them, with the reference's id if there is one; null if there are none.</summary>
    public IReadOnlyList<string>? FirstFailures { get; init; }

    /// <summary>Why the verdict, or its counts, could not be read: a sentence without secrets; null if all was read.</summary>
    public string? Problem { get; init; }
}
