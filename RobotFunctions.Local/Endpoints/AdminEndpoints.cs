using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The admin endpoints, which require the operator key.</summary>
internal static class AdminEndpoints
{
    private const int MostListed = 200;

    public static void MapAdminEndpoints(this WebApplication app)
    {
        var requests = app.MapGroup("/requests").AddEndpointFilter(OnlyOperatorsAsync);
        requests.MapGet("/", ListAsync);
        requests.MapGet("/{id}", ShowAsync);
        requests.MapPost("/{id}/cancel", CancelAsync);
        requests.MapPost("/{id}/redeliver", RedeliverAsync);
    }

    private static async ValueTask<object?> OnlyOperatorsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Refusal(context.HttpContext) is var (status, detail))
        {
            await Problem.WriteAsync(context.HttpContext, status, detail);
            return Results.Empty;
        }

        try
        {
            return await next(context);
        }
        catch (IOException exception)
        {
            await Problem.WriteAsync(context.HttpContext, StatusCodes.Status503ServiceUnavailable, $"The robot's store is unavailable: {exception.Message} Check its disk, then retry.");
            return Results.Empty;
        }
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

    private static async Task ListAsync(HttpContext context, IBatchRuns runs) =>
        await context.Response.WriteAsJsonAsync(
            await runs.ListAsync(MostListed, context.RequestAborted),
            EndpointJsonContext.Default.IReadOnlyListRunStatus);

    private static async Task ShowAsync(HttpContext context, string id, IBatchRuns runs)
    {
        if (BatchId.TryParse(id, out var batch) && await runs.FindAsync(batch, context.RequestAborted) is { } run)
        {
            await context.Response.WriteAsJsonAsync(run, EndpointJsonContext.Default.RunStatus);
            return;
        }

        await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "There is no run with that id, or it ended too long ago.");
    }

    private static async Task CancelAsync(HttpContext context, string id, IBatchRuns runs)
    {
        if (BatchId.TryParse(id, out var batch) && await runs.CancelAsync(batch, context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "There is no open run with that id.");
    }

    private static async Task RedeliverAsync(HttpContext context, string id, Redelivery redelivery)
    {
        if (!BatchId.TryParse(id, out var batch) || await redelivery.RedeliverAsync(batch, context.RequestAborted) is not { } answer)
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "There is no dead letter with that id.");
        }
        else if (!answer.Delivered)
        {
            await Problem.WriteAsync(context, StatusCodes.Status502BadGateway, answer.Detail);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(answer, EndpointJsonContext.Default.RedeliveryAnswer);
        }
    }
}
