using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace RobotFunctions.Hub.Http;

/// <summary>The answer to a request that is refused or fails (RFC 9457). Every such answer of the Hub is written here.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened and what to do: a sentence that contains no secret.</param>
internal sealed record Problem(int Status, string Detail) : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    /// <inheritdoc/>
    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>400: the request's URL or headers are not valid.</summary>
    public static Problem BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);

    /// <summary>403: the credential does not allow it.</summary>
    public static Problem Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);

    /// <summary>404: the caller's workspace has no such object. Also the answer for an object of another workspace, which must not be guessable.</summary>
    /// <param name="kind">What was looked for: <c>API key</c>.</param>
    public static Problem NotFound(string kind) => new(StatusCodes.Status404NotFound, $"Your workspace has no {kind} with this id.");

    /// <summary>409: the state of the object does not allow it.</summary>
    public static Problem Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);

    /// <summary>422: the body is well-formed, but its content is not valid.</summary>
    public static Problem Invalid(string detail) => new(StatusCodes.Status422UnprocessableEntity, detail);

    /// <summary>The answer for a status that the framework chose.</summary>
    public static Problem OfStatus(int status) => new(status, status switch
    {
        StatusCodes.Status400BadRequest => "The request is not valid. /docs describes what this endpoint takes.",
        StatusCodes.Status404NotFound => "Nothing is at this path. /docs lists all endpoints.",
        StatusCodes.Status405MethodNotAllowed => "This path does not have this method. The header Allow lists those that it has.",
        StatusCodes.Status413PayloadTooLarge => $"The body is too large. At most {HttpServices.BodyLimit} bytes are read.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as JSON, with the header Content-Type: application/json.",
        StatusCodes.Status429TooManyRequests => "Too many requests. Wait for the seconds in the header Retry-After.",
        StatusCodes.Status503ServiceUnavailable => "The store of the Hub cannot be reached, is busy or full. Send the request again after the seconds in the header Retry-After.",
        _ => "The Hub could not answer. If it happens again, tell its operator the request_id.",
    });

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (httpContext.Features.Get<ProblemRenderer>() is { } show)
        {
            await show(httpContext, this);
            return;
        }

        httpContext.Response.StatusCode = Status;
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        httpContext.Response.ContentType = ContentType;
        var body = new ProblemBody("about:blank", ReasonPhrases.GetReasonPhrase(Status), Status, Detail, httpContext.TraceIdentifier);
        await JsonSerializer.SerializeAsync(httpContext.Response.Body, body, HttpJson.Readable.ProblemBody, httpContext.RequestAborted);
    }
}
