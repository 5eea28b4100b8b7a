using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>
/// Polls for each robot that has polling enabled (protocol 1.5). Several instances may poll at once: the repository gives each batch to one of
/// them, and the run's id is the batch's id.
/// </summary>
internal sealed partial class PollRobots(Poller poller, ConfiguredRobots robots, PollTimes times, HostEngine engine, ILogger<PollRobots> logger)
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
        return Task.WhenAll(robots.All
            .Where(robot => robot.Options.Polling.Enabled && times.IsDue(robot.Id))
            .Select(robot => DrainAsync(robot, cancellation)));
    }

    // While there are batches, the next poll follows at once, up to Polling:MaxInFlight.
    private async Task DrainAsync(Robot robot, CancellationToken cancellation)
    {
        try
        {
            PollVerdict verdict;
            do
            {
                verdict = await poller.PollAsync(robot, cancellation);
            }
            while (verdict.End == PollEnd.Claimed && !cancellation.IsCancellationRequested);

            times.Polled(robot, verdict);
        }
        catch (IOException exception)
        {
            LogStoreTrouble(robot.Id, exception);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Robot {Robot} could not poll: the app's own store or engine is unavailable")]
    private partial void LogStoreTrouble(RobotId robot, Exception exception);
}
