using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The admin endpoints, accessible from this machine only, whatever address the host listens on.</summary>
internal static class AdminEndpoints
{
    private const int MostListed = 200;

    public static void MapAdminEndpoints(this WebApplication app)
    {
        var requests = app.MapGroup("/requests").AddEndpointFilter(OnlyFromHereAsync);
        requests.MapGet("/", ListAsync);
        requests.MapGet("/{id}", ShowAsync);
        requests.MapPost("/{id}/cancel", CancelAsync);
        requests.MapPost("/{id}/redeliver", RedeliverAsync);
    }

    private static async ValueTask<object?> OnlyFromHereAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (PushEndpoints.IsLoopback(context.HttpContext))
        {
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

        await Problem.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "The admin endpoints can be called from the robot's own machine only.");
        return Results.Empty;
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
