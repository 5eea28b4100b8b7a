using System.Globalization;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Repository;

/// <summary>What the repository's refusals mean wherever they come (protocol 1.2 to 1.5).</summary>
internal static class RepositoryFailures
{
    /// <summary>The failure in an answer that is no success.</summary>
    public static StepFailure Of(RepositoryAnswer answer) => answer switch
    {
        { Trouble: { } trouble } => new(FailureKind.Transient, $"The repository {trouble}.", answer.RetryAfter),

        // A person has to put the secret, the id or the clock right; until then what was done waits.
        { Status: 401 or 403 } => new(FailureKind.Transient, $"The repository refused our signature: {Unauthorized(answer)}"),
        { Status: 404 } => new(FailureKind.NotFound, $"The repository does not know what we ask about: {Told(answer)}"),
        { Status: 408 or 425 or 429 or >= 500 } =>
            new(FailureKind.Transient, $"The repository is in trouble: {Told(answer)}", answer.RetryAfter),
        { Status: >= 300 and < 400 } =>
            new(FailureKind.Permanent, $"The repository redirects, which a signature does not survive; check Repository:Url. {Told(answer)}"),
        _ => new(FailureKind.Permanent, $"The repository refused the request: {Told(answer)}"),
    };

    /// <summary>The failure when an answer that should be a success cannot be read.</summary>
    public static StepFailure Unreadable(string problem) =>
        new(FailureKind.Transient, $"The repository's answer cannot be read: {problem}");

    private static string Told(RepositoryAnswer answer)
    {
        var detail = AnswerDetail.Read(answer.Body.Span);
        return detail.Length == 0 ? $"{answer.Status}." : $"{answer.Status}, {detail}";
    }

    private static string Unauthorized(RepositoryAnswer answer)
    {
        var told = Told(answer);
        if (!told.Contains("expired", StringComparison.OrdinalIgnoreCase) || answer.ClockAhead is not { } ahead)
        {
            return told;
        }

        var skew = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(ahead.TotalSeconds):F0} seconds");
        return $"{told} This machine's clock is {skew} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the repository's; "
            + $"at most {SignatureVerifier.MaxSkew.TotalSeconds:F0} are allowed.";
    }
}
