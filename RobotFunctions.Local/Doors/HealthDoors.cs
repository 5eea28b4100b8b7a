using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Doors;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Doors;

/// <summary>What a platform asks: whether the process lives, and whether it can work.</summary>
internal static class HealthDoors
{
    public static void MapHealthDoors(this WebApplication app)
    {
        app.MapGet("/health", static async (HttpContext context, IBatchRuns runs, RobotRegistry robots, IOptions<LimitsOptions> limits) =>
            await context.Response.WriteAsync(await OpenAsync(runs, robots, context.RequestAborted) < limits.Value.OpenRuns ? "ok" : "busy"));
        app.MapGet("/ready", static async (HttpContext context, StoreFolder store) =>
        {
            string[] failed = CanWrite(store) ? [] : ["store"];
            context.Response.StatusCode = failed.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsJsonAsync(new ReadinessAnswer(failed.Length == 0, failed), DoorJsonContext.Default.ReadinessAnswer);
        });
    }

    private static async Task<int> OpenAsync(IBatchRuns runs, RobotRegistry robots, CancellationToken cancellation)
    {
        var open = 0;
        foreach (var robot in robots.All)
        {
            open += await runs.CountOpenAsync(robot.Id, cancellation);
        }

        return open;
    }

    private static bool CanWrite(StoreFolder store)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(store.Root, ".ready"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);
            probe.WriteByte(1);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
