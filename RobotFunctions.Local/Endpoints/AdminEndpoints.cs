using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Operators;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The admin endpoints, which require the operator key.</summary>
internal static class AdminEndpoints
{
    public static void MapAdminEndpoints(this WebApplication app)
    {
        var requests = app.MapGroup("/requests").AddEndpointFilter(OnlyOperatorsAsync);
        requests.MapGet("/", static async (HttpContext context, OperatorService operators) =>
            await WriteAsync(context, await operators.ListAsync(context.RequestAborted), EndpointJsonContext.Default.IReadOnlyListRunStatus));
        requests.MapGet("/{id}", static async (HttpContext context, string id, OperatorService operators) =>
            await WriteAsync(context, await operators.FindAsync(id, context.RequestAborted), EndpointJsonContext.Default.RunStatus));
        requests.MapPost("/{id}/cancel", CancelAsync);
        requests.MapPost("/{id}/redeliver", static async (HttpContext context, string id, OperatorService operators) =>
            await WriteAsync(context, await operators.RedeliverAsync(id, context.RequestAborted), EndpointJsonContext.Default.RedeliveryAnswer));
    }

    private static async ValueTask<object?> OnlyOperatorsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Refusal(context.HttpContext) is var (status, detail))
        {
            await Problem.WriteAsync(context.HttpContext, status, detail);
            return Results.Empty;
        }

        return await next(context);
    }

    private static (int Status, string Detail)? Refusal(HttpContext context)
    {
        if (!context.RequestServices.GetRequiredService<ServedHosts>().ServeOperators(context.Request))
        {
            return (StatusCodes.Status403Forbidden, "The admin endpoints are not served under this host name. Use localhost, or add the name to Intake:AllowedHosts.");
        }

        return context.RequestServices.GetRequiredService<OperatorKey>().IsIn(context.Request)
            ? null
            : (StatusCodes.Status401Unauthorized, $"The admin endpoints require the operator key in the header {OperatorKey.HeaderName}. It is in the file {StoreFolder.OperatorKeyFile} in the robot's store, unless Intake:OperatorKey is set.");
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
