namespace RobotFunctions.Core.Checks;

/// <summary>The result of a check.</summary>
public enum CheckVerdict
{
    /// <summary>Works.</summary>
    Passed,

    /// <summary>Cannot be checked in advance.</summary>
    Unknown,

    /// <summary>Does not work.</summary>
    Failed,
}

/// <summary>One result of <see cref="RobotCheck"/>.</summary>
/// <param name="Subject">What was checked.</param>
/// <param name="Verdict">The result.</param>
/// <param name="Detail">A sentence: what was seen and, on failure, what to do.</param>
public sealed record CheckResult(string Subject, CheckVerdict Verdict, string Detail);
