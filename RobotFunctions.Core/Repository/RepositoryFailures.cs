using System.Globalization;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Repository;

/// <summary>Maps error responses of the repository to failures (protocol 1.2 to 1.5).</summary>
internal static class RepositoryFailures
{
    /// <summary>The failure of an unsuccessful response.</summary>
    public static StepFailure Of(RepositoryAnswer answer) => answer switch
    {
        { Problem: { } problem } => new(FailureKind.Transient, $"The repository {problem}.", answer.RetryAfter),

        // An operator has to correct the secret, the id or the clock; until then the work is kept.
        { Status: 401 or 403 } => new(FailureKind.Transient, $"The repository refused our signature: {Unauthorized(answer)}"),
        { Status: 404 } => new(FailureKind.NotFound, $"The repository does not know what we ask about: {Told(answer)}"),
        { Status: 408 or 425 or 429 or >= 500 } =>
            new(FailureKind.Transient, $"The repository is unavailable: {Told(answer)}", answer.RetryAfter),
        { Status: >= 300 and < 400 } =>
            new(FailureKind.Permanent, $"The repository redirects, and a signed request cannot follow a redirect. Check Repository:Url. {Told(answer)}"),
        _ => new(FailureKind.Permanent, $"The repository refused the request: {Told(answer)}"),
    };

    /// <summary>The failure of a successful response that cannot be read.</summary>
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
