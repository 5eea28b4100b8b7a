namespace RobotFunctions.Local.Commands;

/// <summary>Runs a host until it is stopped or a background service fails.</summary>
internal static class HostRun
{
    /// <summary>Runs and disposes <paramref name="host"/>.</summary>
    /// <returns>The exit code: a failure if a background service failed, so that a supervisor restarts the robot.</returns>
    public static async Task<int> RunToEndAsync(this IHost host, CancellationToken cancellation)
    {
        var services = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await host.RunAsync(cancellation);
        return services.Exists(static service => service.ExecuteTask is { IsFaulted: true }) ? ExitCodes.Failure : ExitCodes.Success;
    }
}
