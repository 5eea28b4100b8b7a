using Microsoft.Azure.Functions.Worker.Http;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary>Passes a pushed request from the Functions host to the intake and returns the response.</summary>
internal static class PushedRequest
{
    /// <summary>Passes the body's bytes and the signature headers to <paramref name="take"/> and returns its response.</summary>
    public static async Task<HttpResponseData> TakeAsync(
        this HttpRequestData request,
        int limit,
        Func<IntakeRequest, CancellationToken, Task<IntakeAnswer>> take,
        CancellationToken cancellation)
    {
        if (await BoundedBody.ReadAsync(request.Body, limit, cancellation) is not { } body)
        {
            RobotMetrics.RequestRefused(413);
            return request.Answer(IntakeAnswer.TooLarge(limit));
        }

        var headers = new SignatureHeaders(
            Header(request, SignatureHeaders.AuthorizationName),
            Header(request, SignatureHeaders.ClientIdName),
            Header(request, SignatureHeaders.TimestampName));

        // The Functions host forwards every request, so no request is trusted for coming from this machine.
        return request.Answer(await take(new IntakeRequest(headers, body, FromOperator: false), cancellation));
    }

    // A repeated header counts as missing: it is ambiguous which value was meant.
    private static string? Header(HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out var values) && values.ToList() is [var only] ? only : null;
}
