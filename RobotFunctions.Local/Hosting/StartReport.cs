using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Hosting;

/// <summary>Logs at the start what runs here: each robot, its version and enhancer, its repository, and whether it polls.</summary>
internal sealed partial class StartReport(ConfiguredRobots robots, IOptions<RepositoryOptions> repository, ILogger<StartReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var robot in robots.All)
        {
            var polling = robot.Options.Polling;
            LogStarted(robot.Id, robot.Options.Version, robot.Options.Enhancer, repository.Value.Url, polling.Enabled ? $"polls every {polling.Interval:c}" : "does not poll by itself");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Robot {Robot}, version {Version}, enhancer {Enhancer}, repository {Repository}: {Polling}")]
    private partial void LogStarted(Core.Protocol.RobotId robot, string version, string enhancer, string? repository, string polling);
}
