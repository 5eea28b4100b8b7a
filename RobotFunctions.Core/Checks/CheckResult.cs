namespace RobotFunctions.Core.Checks;

/// <summary>How a check came out.</summary>
public enum CheckVerdict
{
    /// <summary>Works.</summary>
    Passed,

    /// <summary>Cannot be told beforehand.</summary>
    Unknown,

    /// <summary>Does not work.</summary>
    Failed,
}

/// <summary>One answer of <see cref="RobotCheck"/>.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="Detail">A sentence: what was seen and, on failure, what to do.</param>
public sealed record CheckResult(string Subject, CheckVerdict Verdict, string Detail);
