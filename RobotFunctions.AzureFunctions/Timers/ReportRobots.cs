using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Reports;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>
/// Reports each robot that has an id in the registry of the Hub. The Functions host runs a timer on one instance at a time. Without such a robot it returns
/// at once, and the deployment disables it, since each tick is billed.
/// </summary>
internal sealed class ReportRobots(RobotReporter reporter, ReportTimes times, ConfiguredRobots robots, HostEngine engine)
{
    /// <summary>Runs every 30 seconds, which is the shortest effective <c>Hub:ReportInterval</c> on Azure.</summary>
    [Function("report")]
    public Task ReportAsync(
        [TimerTrigger("*/30 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        return Task.WhenAll(robots.All
            .Where(robot => robot.RegistryId is not null && times.IsDue(robot.Id))
            .Select(robot => ReportAsync(robot, cancellation)));
    }

    private async Task ReportAsync(Robot robot, CancellationToken cancellation) =>
        times.Reported(robot.Id, await reporter.ReportAsync(robot, times.Interval, cancellation));
}
