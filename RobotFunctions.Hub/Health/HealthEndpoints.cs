using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Health;

/// <summary>
/// <c>GET /health</c> (the process works; a platform restarts one that does not) and <c>GET /ready</c> (it can serve now; a load balancer leaves it out
/// otherwise). Both answer anybody and tell nothing but the state.
/// </summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";
    private const string Why = "Platforms that probe have no credential, and learn only the state.";

    public static IServiceCollection AddHubHealthChecks(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<StoreCheck>("store", tags: [Ready], timeout: TimeSpan.FromSeconds(2)).Services;

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health", new HealthCheckOptions { Predicate = static _ => false }).AllowAnyone(Why).DisableRateLimiting();
        endpoints.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready) }).AllowAnyone(Why).DisableRateLimiting();
    }

    private sealed class StoreCheck(HubStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await store.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}
