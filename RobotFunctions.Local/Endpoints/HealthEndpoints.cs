using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The health endpoints: liveness and readiness.</summary>
internal static class HealthEndpoints
{
    public static void MapHealthEndpoints(this WebApplication app)
    {
        app.MapGet("/health", static async (HttpContext context, IBatchRuns runs) =>
            await context.Response.WriteAsync(await HasCapacityAsync(runs, context.RequestAborted) ? "ok" : "busy"));
        app.MapGet("/ready", static async (HttpContext context, StoreFolder store) =>
        {
            string[] failed = CanWrite(store) ? [] : ["store"];
            context.Response.StatusCode = failed.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsJsonAsync(new ReadinessAnswer(failed.Length == 0, failed), EndpointJsonContext.Default.ReadinessAnswer);
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
