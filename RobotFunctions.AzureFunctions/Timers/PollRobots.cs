using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.AzureFunctions.Polling;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>
/// Polls for each robot that has polling enabled (protocol 1.5). Several instances may poll at once: the repository gives each batch to one of
/// them, and the run's id is the batch's id.
/// </summary>
internal sealed class PollRobots(BatchClaims claims, ConfiguredRobots robots, HostEngine engine)
{
    /// <summary>Runs every 15 seconds, which is the shortest effective <c>Polling:Interval</c> on Azure.</summary>
    [Function("poll")]
    public Task PollAsync(
        [TimerTrigger("*/15 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        RobotMetrics.Ticked();
        engine.Connect(client);
        return Task.WhenAll(robots.All.Select(robot => claims.FillAsync(robot, cancellation)));
    }
}
