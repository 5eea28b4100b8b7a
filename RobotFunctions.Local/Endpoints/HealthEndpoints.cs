using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The health endpoints: liveness and readiness.</summary>
internal static class HealthEndpoints
{
    public static void MapHealthEndpoints(this WebApplication app)
    {
        app.MapGet("/health", static async (HttpContext context, IBatchRuns runs) =>
            await context.Response.WriteAsync(await HasCapacityAsync(runs, context.RequestAborted) ? "ok" : "busy"));
        app.MapGet("/ready", static async (HttpContext context, StoreFolder store, DiskSpaceCheck disk, PausedRobots paused) =>
        {
            var answer = await ReadinessAsync(store, disk, paused, context.RequestAborted);
            context.Response.StatusCode = answer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsJsonAsync(answer, EndpointJsonContext.Default.ReadinessAnswer);
        });
    }

    // An unavailable store affects only /ready: restarting a process that waits for its disk does not help.
    private static async Task<bool> HasCapacityAsync(IBatchRuns runs, CancellationToken cancellation)
    {
        try
        {
            return await runs.HasCapacityAsync(cancellation);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<ReadinessAnswer> ReadinessAsync(StoreFolder store, DiskSpaceCheck disk, PausedRobots paused, CancellationToken cancellation)
    {
        if (!store.IsWritable())
        {
            return ReadinessAnswer.Of(["store"], []);
        }

        try
        {
            if (disk.Problem() is { } full)
            {
                return ReadinessAnswer.Of(["store"], [full]);
            }

            var problems = await paused.DescribeAsync(cancellation);
            return ReadinessAnswer.Of(problems.Count == 0 ? [] : [ReadinessAnswer.Settings], problems);
        }
        catch (IOException)
        {
            return ReadinessAnswer.Of(["store"], []);
        }
    }
}
