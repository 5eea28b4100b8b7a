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
        app.MapPost("/single/", context => TakeAsync(context, budget, limit, intake.TakeSingleAsync));
        app.MapPost("/batch/", context => TakeAsync(context, budget, limit, intake.TakeBatchAsync));
    }

    private static async Task TakeAsync(
        HttpContext context,
        BodyBudget budget,
        int limit,
        Func<IntakeRequest, CancellationToken, Task<IntakeAnswer>> take)
    {
        using var reading = new RequestBody(budget);
        var (body, refusal) = await reading.ReadAsync(context.Request, limit, context.RequestAborted);
        var answer = refusal ?? await take(new IntakeRequest(Headers(context.Request), body, IsLoopback(context)), context.RequestAborted);
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

    internal static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
}
