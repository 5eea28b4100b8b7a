using RobotFunctions.Simulator.Import;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>The result of a demo as the repository sees it.</summary>
/// <param name="Accepted">How many requests the robot accepted, or batches it claimed.</param>
/// <param name="Imports">The import reports of the repository.</param>
/// <param name="SignaturesValid">Whether every call of the robot had a valid signature.</param>
/// <param name="BadLines">Lines of the reference file without a readable id.</param>
/// <param name="Elapsed">The time from the first call to the last import.</param>
internal sealed record DemoResult(int Accepted, IReadOnlyList<ImportReport> Imports, bool SignaturesValid, long BadLines, TimeSpan Elapsed)
{
    public int References => Imports.Sum(static import => import.Requested);

    public int Enhanced => Imports.Sum(static import => import.Enhanced);

    public int Failed => Imports.Sum(static import => import.Failed);

    /// <summary>Why references failed, the most frequent reasons first.</summary>
    public IReadOnlyList<DemoFailure> Failures => [.. Imports.SelectMany(static import => import.FailedByMessage)
        .GroupBy(static pair => pair.Key, static pair => pair.Value)
        .Select(static same => new DemoFailure(same.Key, same.Sum()))
        .OrderByDescending(static failure => failure.References)];

    /// <summary>What the repository criticised.</summary>
    public IReadOnlyList<string> Problems => [.. Imports.SelectMany(static import => import.Problems.Append(import.BatchFailure)).OfType<string>()];

    /// <summary>Every reference has exactly one valid answer, and the callbacks had valid signatures.</summary>
    public bool IsGood => SignaturesValid && Accepted > 0 && Imports.Count >= 1 && Imports.All(static import => import.IsOneAnswerEach);
}
