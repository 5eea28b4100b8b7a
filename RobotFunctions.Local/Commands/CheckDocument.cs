using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Commands;

/// <summary>What <c>robot check --json</c> prints.</summary>
/// <param name="Succeeded">Whether no check failed.</param>
/// <param name="Sections">The checks, by what they are about.</param>
internal sealed record CheckDocument(bool Succeeded, IReadOnlyList<CheckSection> Sections);

/// <summary>Checks about one thing.</summary>
/// <param name="About">What they are about: <c>robot</c>, <c>hub</c> or <c>endpoints</c>.</param>
/// <param name="RobotId">The id of the robot; null for the others.</param>
/// <param name="Checks">The results.</param>
internal sealed record CheckSection(string About, string? RobotId, IReadOnlyList<CheckEntry> Checks)
{
    public static CheckSection Of(string about, RobotId? robot, IEnumerable<CheckResult> results) => new(
        about,
        robot?.ToString(),
        [.. results.Select(static result => new CheckEntry(result.Subject, result.Verdict.ToString().ToLowerInvariant(), result.Detail))]);
}

/// <summary>One result.</summary>
/// <param name="Subject">What was checked.</param>
/// <param name="Verdict"><c>passed</c>, <c>unknown</c> or <c>failed</c>.</param>
/// <param name="Detail">What was seen and, on failure, what to do.</param>
internal sealed record CheckEntry(string Subject, string Verdict, string Detail);
