namespace RobotFunctions.Local.Commands.Demo;

/// <summary>What <c>robot demo --json</c> prints.</summary>
/// <param name="Succeeded">Whether every reference has exactly one valid answer and all signatures are valid.</param>
/// <param name="Accepted">How many requests the robot accepted, or batches it claimed.</param>
/// <param name="References">How many references were requested.</param>
/// <param name="Enhanced">How many were enhanced.</param>
/// <param name="Failed">How many got an error line.</param>
/// <param name="BadLines">How many lines could not be read.</param>
/// <param name="SignaturesValid">Whether every call of the robot had a valid signature.</param>
/// <param name="Seconds">From the first call to the last import.</param>
/// <param name="ReferencesPerSecond">The references divided by the seconds.</param>
/// <param name="Failures">Why references failed, and how many, the most frequent reasons first.</param>
/// <param name="Problems">What the repository criticised.</param>
/// <param name="Folder">The folder that <c>--keep</c> keeps; null without it.</param>
internal sealed record DemoDocument(
    bool Succeeded,
    int Accepted,
    int References,
    int Enhanced,
    int Failed,
    long BadLines,
    bool SignaturesValid,
    double Seconds,
    double ReferencesPerSecond,
    IReadOnlyList<DemoFailure> Failures,
    IReadOnlyList<string> Problems,
    string? Folder)
{
    public static DemoDocument Of(DemoResult result, string? folder) => new(
        result.IsGood,
        result.Accepted,
        result.References,
        result.Enhanced,
        result.Failed,
        result.BadLines,
        result.SignaturesValid,
        Math.Round(result.Elapsed.TotalSeconds, 3),
        Math.Round(result.References / result.Elapsed.TotalSeconds, 1),
        result.Failures,
        result.Problems,
        folder);
}

/// <summary>Why references failed.</summary>
/// <param name="Message">The message of their error lines.</param>
/// <param name="References">How many references have it.</param>
internal sealed record DemoFailure(string Message, int References);
