namespace RobotFunctions.Hub.Http;

/// <summary>Why a request was refused or failed (RFC 9457).</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says which kind of problem it is.</param>
/// <param name="Title">The name of the status.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened and what to do.</param>
/// <param name="RequestId">The id of the request, as in the header <c>X-Request-ID</c> and in the log.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string RequestId);
