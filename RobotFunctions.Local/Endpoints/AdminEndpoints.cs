using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Operators;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The admin endpoints, accessible from this machine only, whatever address the host listens on.</summary>
internal static class AdminEndpoints
{
    public static void MapAdminEndpoints(this WebApplication app)
    {
        var requests = app.MapGroup("/requests").AddEndpointFilter(OnlyFromHereAsync);
        requests.MapGet("/", static async (HttpContext context, OperatorService operators) =>
            await WriteAsync(context, await operators.ListAsync(context.RequestAborted), EndpointJsonContext.Default.IReadOnlyListRunStatus));
        requests.MapGet("/{id}", static async (HttpContext context, string id, OperatorService operators) =>
            await WriteAsync(context, await operators.FindAsync(id, context.RequestAborted), EndpointJsonContext.Default.RunStatus));
        requests.MapPost("/{id}/cancel", CancelAsync);
        requests.MapPost("/{id}/redeliver", static async (HttpContext context, string id, OperatorService operators) =>
            await WriteAsync(context, await operators.RedeliverAsync(id, context.RequestAborted), EndpointJsonContext.Default.RedeliveryAnswer));
    }

    private static async ValueTask<object?> OnlyFromHereAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (PushEndpoints.IsLoopback(context.HttpContext))
        {
            return await next(context);
        }

        await Problem.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "The admin endpoints can be called from the robot's own machine only.");
        return Results.Empty;
    }

    private static async Task CancelAsync(HttpContext context, string id, OperatorService operators)
    {
        var answer = await operators.CancelAsync(id, context.RequestAborted);
        if (answer.Detail is { } refusal)
        {
            await Problem.WriteAsync(context, answer.Status, refusal);
            return;
        }

        context.Response.StatusCode = answer.Status;
    }

    private static Task WriteAsync<T>(HttpContext context, OperatorAnswer<T> answer, JsonTypeInfo<T> type)
        where T : class
    {
        if (answer.Value is not { } value)
        {
            return Problem.WriteAsync(context, answer.Status, answer.Detail!);
        }

        context.Response.StatusCode = answer.Status;
        return context.Response.WriteAsJsonAsync(value, type, cancellationToken: context.RequestAborted);
    }
}
