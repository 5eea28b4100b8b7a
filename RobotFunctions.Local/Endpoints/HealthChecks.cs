using Microsoft.Extensions.Diagnostics.HealthChecks;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The robot's health checks. A robot's author may add checks; those with the tag <see cref="Ready"/> count for <c>GET /ready</c>.</summary>
public static class HealthChecks
{
    /// <summary>The tag of checks for <c>GET /health</c>: whether the process works. Platforms restart a process that fails them.</summary>
    public const string Live = "live";

    /// <summary>The tag of checks for <c>GET /ready</c>: whether the robot can work now.</summary>
    public const string Ready = "ready";

    internal const string Problems = "problems";

    internal static IServiceCollection AddRobotHealthChecks(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<CapacityCheck>("capacity", tags: [Live])
        .AddCheck<StoreCheck>("store", tags: [Ready])
        .AddCheck<SettingsCheck>(ReadinessAnswer.Settings, tags: [Ready])
        .AddCheck<EnabledCheck>(ReadinessAnswer.Enabled, tags: [Ready])
        .Services;

    private static HealthCheckResult Failed(params IReadOnlyList<string> problems) =>
        HealthCheckResult.Unhealthy(data: new Dictionary<string, object> { [Problems] = problems });

    private static async Task<HealthCheckResult> NoneAsync(Func<Task<IReadOnlyList<string>>> describe)
    {
        try
        {
            var problems = await describe();
            return problems.Count == 0 ? HealthCheckResult.Healthy() : Failed(problems);
        }
        catch (IOException)
        {
            // The check of the store reports that.
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>Whether another run may be accepted. An unavailable store fails the readiness alone: restarting a process that waits for its disk does not help.</summary>
    private sealed class CapacityCheck(IBatchRuns runs) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                return await runs.HasCapacityAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded();
            }
            catch (IOException)
            {
                return HealthCheckResult.Degraded();
            }
        }
    }

    /// <summary>Whether the store can be written to and its disk has free space.</summary>
    private sealed class StoreCheck(StoreFolder store, DiskSpaceCheck disk) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

        private HealthCheckResult Check()
        {
            try
            {
                return !store.IsWritable() ? Failed() : disk.Problem() is { } full ? Failed(full) : HealthCheckResult.Healthy();
            }
            catch (IOException)
            {
                return Failed();
            }
        }
    }

    /// <summary>Whether no robot is paused because of its settings.</summary>
    private sealed class SettingsCheck(PausedRobots paused) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            NoneAsync(() => paused.DescribeAsync(cancellationToken));
    }

    /// <summary>Whether no robot is disabled at the Hub.</summary>
    private sealed class EnabledCheck(RobotSwitches switches) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            NoneAsync(() => switches.DescribeAsync(cancellationToken));
    }
}
