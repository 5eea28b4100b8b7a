using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Endpoints;

/// <summary>The body of a 202.</summary>
/// <param name="RequestId">The request that was accepted.</param>
/// <param name="StatusUrl">Where an operator sees how it stands.</param>
public sealed record AcceptedAnswer(BatchId RequestId, string StatusUrl);

/// <summary>Whether the robot can work.</summary>
/// <param name="Ready">Whether every check passed.</param>
/// <param name="Failed">The checks that did not, by name.</param>
/// <param name="Problems">What their operator has to put right, a sentence each, without secrets; null when there is nothing to say.</param>
public sealed record ReadinessAnswer(bool Ready, IReadOnlyList<string> Failed, IReadOnlyList<string>? Problems = null)
{
    /// <summary>The check of the settings.</summary>
    public const string Settings = "settings";

    /// <summary>The answer that these failures and problems ask for.</summary>
    public static ReadinessAnswer Of(IReadOnlyList<string> failed, IReadOnlyList<string> problems) =>
        new(failed.Count == 0, failed, problems.Count == 0 ? null : problems);
}

/// <summary>The body of a refusal: RFC 9457 problem details.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence a person understands; a repository of any generation reads it too.</param>
public sealed record ProblemAnswer(string Title, int Status, string Detail)
{
    /// <summary>The media type of problem details.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>A refusal with <paramref name="status"/>.</summary>
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
