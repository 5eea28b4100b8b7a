using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>
/// Polls for each robot that is to (protocol 1.5). Several instances may do so at once: the repository gives each batch to one of them, and a
/// batch's id is its run's.
/// </summary>
internal sealed partial class PollRobots(Poller poller, ConfiguredRobots robots, PollTimes times, HostEngine engine, ILogger<PollRobots> logger)
{
    /// <summary>Every 15 seconds, which is the shortest <c>Polling:Interval</c> there can be here.</summary>
    [Function("poll")]
    public Task PollAsync(
        [TimerTrigger("*/15 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        return Task.WhenAll(robots.All
            .Where(robot => robot.Options.Polling.Enabled && times.IsDue(robot.Id))
            .Select(robot => DrainAsync(robot, cancellation)));
    }

    // While batches come, the next is asked for at once; Polling:MaxInFlight ends it.
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

    [LoggerMessage(1, LogLevel.Error, "Robot {Robot} could not poll: the app's own store or engine is in trouble")]
    private partial void LogStoreTrouble(RobotId robot, Exception exception);
}
