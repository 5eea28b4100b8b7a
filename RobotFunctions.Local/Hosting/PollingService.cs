using System.Security.Cryptography;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Polling;

namespace RobotFunctions.Local.Hosting;

/// <summary>Runs one poll loop for each robot that polls. A restart ends the pauses of earlier starts: the operator may have fixed the cause.</summary>
internal sealed class PollingService(ConfiguredRobots robots, Poller poller, IPollingPauseStore pauses, TimeProvider time) : BackgroundService
{
    private const int Steps = 1 << 20;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var robot in robots.All)
        {
            await pauses.RemoveAsync(robot.Id, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(robots.All
        .Where(static robot => robot.Options.Polling.Enabled)
        .Select(robot => new PollLoop(poller, robot, time, Random).RunAsync(stoppingToken)));

    private static double Random() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
