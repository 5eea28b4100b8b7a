using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RobotFunctions.Core.Endpoints;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The health endpoints: liveness and readiness.</summary>
internal static class HealthEndpoints
{
    public static void MapHealthEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions
        {
            Predicate = static check => check.Tags.Contains(HealthChecks.Live),
            ResponseWriter = static (context, report) => context.Response.WriteAsync(report.Status == HealthStatus.Healthy ? "ok" : "busy"),
        });
        app.MapHealthChecks("/ready", new HealthCheckOptions
        {
            Predicate = static check => check.Tags.Contains(HealthChecks.Ready),
            ResponseWriter = static (context, report) => context.Response.WriteAsJsonAsync(Answer(report), EndpointJsonContext.Default.ReadinessAnswer),
        });
    }

    private static ReadinessAnswer Answer(HealthReport report)
    {
        var failed = report.Entries.Where(static check => check.Value.Status == HealthStatus.Unhealthy).ToList();
        return ReadinessAnswer.Of(
            [.. failed.Select(static check => check.Key)],
            [.. failed.SelectMany(static check => check.Value.Data.TryGetValue(HealthChecks.Problems, out var problems) ? (IReadOnlyList<string>)problems : [])]);
    }
}
