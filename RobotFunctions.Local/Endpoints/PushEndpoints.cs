using System.Net;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The endpoints for a repository that pushes (protocol 1.1), with and without a trailing slash.</summary>
internal static class PushEndpoints
{
    public static void MapPushEndpoints(this WebApplication app)
    {
        var intake = app.Services.GetRequiredService<RequestIntake>();
        var limit = app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.RequestBytes;
        var budget = app.Services.GetRequiredService<BodyBudget>();
        var hosts = app.Services.GetRequiredService<ServedHosts>();
        var key = app.Services.GetRequiredService<OperatorKey>();
        app.MapPost("/single/", context => TakeAsync(context, intake.TakeSingleAsync));
        app.MapPost("/batch/", context => TakeAsync(context, intake.TakeBatchAsync));

        Task TakeAsync(HttpContext context, Func<IntakeRequest, CancellationToken, Task<IntakeAnswer>> take) => hosts.Serve(context.Request)
            ? PushEndpoints.TakeAsync(context, budget, limit, IsFromOperator(context, key), take)
            : Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "The robot is not served under this host name. Add the name to Intake:AllowedHosts if it is the robot's.");
    }

    private static async Task TakeAsync(
        HttpContext context,
        BodyBudget budget,
        int limit,
        bool fromOperator,
        Func<IntakeRequest, CancellationToken, Task<IntakeAnswer>> take)
    {
        using var reading = new RequestBody(budget);
        var (body, refusal) = await reading.ReadAsync(context.Request, limit, context.RequestAborted);
        var answer = refusal ?? await take(new IntakeRequest(Headers(context.Request), body, fromOperator), context.RequestAborted);
        if (answer.Request is { } accepted)
        {
            context.Response.StatusCode = answer.Status;
            await context.Response.WriteAsJsonAsync(
                new AcceptedAnswer(accepted, $"{context.Request.Scheme}://{context.Request.Host}/requests/{accepted}"),
                EndpointJsonContext.Default.AcceptedAnswer,
                cancellationToken: context.RequestAborted);
            return;
        }

        await Problem.WriteAsync(context, answer.Status, answer.Detail!, answer.RetryAfter);
    }

    /// <summary>A repeated header counts as missing: it is ambiguous which value was meant.</summary>
    private static SignatureHeaders Headers(HttpRequest request) => new(
        Single(request, SignatureHeaders.AuthorizationName),
        Single(request, SignatureHeaders.ClientIdName),
        Single(request, SignatureHeaders.TimestampName));

    private static string? Single(HttpRequest request, string name) => request.Headers[name] is [var only] ? only : null;

    /// <summary>Whether a request comes from this machine, calls it by its own name, and has the key that no web page and no proxy's caller has.</summary>
    private static bool IsFromOperator(HttpContext context, OperatorKey key) =>
        IsLoopback(context) && ServedHosts.IsThisMachine(context.Request.Host.Host) && key.IsIn(context.Request);

    internal static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
}
