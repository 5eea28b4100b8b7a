using Microsoft.Azure.Functions.Worker.Http;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary>A push of the repository, from the Functions host to the intake and back.</summary>
internal static class PushedRequest
{
    /// <summary>Hands the body's bytes and the signature headers to <paramref name="take"/>, and answers what it says.</summary>
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

        // The host stands between us and the sender: nobody needs no signature for coming from this machine.
        return request.Answer(await take(new IntakeRequest(headers, body, FromOperator: false), cancellation));
    }

    // A header that is there twice is none: nobody can tell which one was meant.
    private static string? Header(HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out var values) && values.ToList() is [var only] ? only : null;
}
