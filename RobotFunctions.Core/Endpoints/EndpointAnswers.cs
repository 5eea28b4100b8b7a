using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Endpoints;

/// <summary>The body of a 202.</summary>
/// <param name="RequestId">The request that was accepted.</param>
/// <param name="StatusUrl">The URL of the run's status, for operators.</param>
public sealed record AcceptedAnswer(BatchId RequestId, string StatusUrl);

/// <summary>The readiness of the robot.</summary>
/// <param name="Ready">Whether every check passed.</param>
/// <param name="Failed">The names of the checks that did not.</param>
/// <param name="Problems">What the operator must fix, one sentence each, without secrets; null if there is nothing to say.</param>
public sealed record ReadinessAnswer(bool Ready, IReadOnlyList<string> Failed, IReadOnlyList<string>? Problems = null)
{
    /// <summary>The name of the check of the settings.</summary>
    public const string Settings = "settings";

    /// <summary>The name of the check that no robot is disabled at the Hub.</summary>
    public const string Enabled = "enabled";

    /// <summary>The answer for these failed checks and problems.</summary>
    public static ReadinessAnswer Of(IReadOnlyList<string> failed, IReadOnlyList<string> problems) =>
        new(failed.Count == 0, failed, problems.Count == 0 ? null : problems);
}

/// <summary>RFC 9457 problem details.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence for a person; repositories of every generation read it too.</param>
public sealed record ProblemAnswer(string Title, int Status, string Detail)
{
    /// <summary>The media type of problem details.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Problem details with <paramref name="status"/>.</summary>
    public static ProblemAnswer Of(int status, string detail) => new(
        status switch
        {
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            409 => "Conflict",
            413 => "Content Too Large",
            422 => "Unprocessable Content",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            _ => "Error",
        },
        status,
        detail);
}
