using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Reports;

namespace RobotFunctions.Local.Hosting;

/// <summary>Runs one report loop for each robot that has an id in the registry of the Hub.</summary>
internal sealed class ReportingService(ConfiguredRobots robots, RobotReporter reporter, IOptions<HubClientOptions> hub, TimeProvider time) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(robots.All
        .Where(static robot => robot.RegistryId is not null)
        .Select(robot => new ReportLoop(reporter, robot, hub.Value.ReportInterval, time).RunAsync(stoppingToken)));
}
