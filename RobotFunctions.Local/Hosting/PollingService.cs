using System.Security.Cryptography;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;

namespace RobotFunctions.Local.Hosting;

/// <summary>Runs one poll loop for each robot that polls.</summary>
internal sealed class PollingService(ConfiguredRobots robots, Poller poller, TimeProvider time) : BackgroundService
{
    private const int Steps = 1 << 20;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(robots.All
        .Where(static robot => robot.Options.Polling.Enabled)
        .Select(robot => new PollLoop(poller, robot, time, Random).RunAsync(stoppingToken)));

    private static double Random() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
