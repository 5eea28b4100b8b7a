using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Http;

/// <summary>Answers requests that the framework refuses, or that fail unexpectedly. The exception goes to the log, never to the caller.</summary>
internal sealed partial class HubExceptionHandler(ILogger<HubExceptionHandler> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        if (exception is not BadHttpRequestException)
        {
            LogFailed(log, httpContext.Request.Method, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName, exception);
        }

        var answer = Answer(exception);
        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        await answer.ExecuteAsync(httpContext);
        return true;
    }

    private static Problem Answer(Exception exception) => exception switch
    {
        // The reader's own exception is inside when the text is not JSON at all.
        BadHttpRequestException { InnerException: JsonException { InnerException: JsonException malformed } } =>
            Problem.BadRequest($"The body is not JSON: the error is in line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine}."),
        BadHttpRequestException { InnerException: JsonException invalid } => Problem.Invalid(JsonProblems.Explain(invalid)),
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } refused => Problem.BadRequest(JsonProblems.Explain(refused)),
        BadHttpRequestException refused => Problem.OfStatus(refused.StatusCode),
        _ when StoreFailures.MayPass(exception) => Problem.OfStatus(StatusCodes.Status503ServiceUnavailable),
        _ => Problem.OfStatus(StatusCodes.Status500InternalServerError),
    };

    [LoggerMessage(1, LogLevel.Error, "{Method} {Endpoint} failed unexpectedly.")]
    private static partial void LogFailed(ILogger log, string method, string? endpoint, Exception exception);
}
