using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Polling;

/// <summary>Claims batches for a robot until its slots are taken or the repository has none.</summary>
internal sealed partial class BatchClaims(Poller poller, PollTimes times, ILogger<BatchClaims> logger)
{
    // Concurrent claims would count the same slot as free.
    private readonly ConcurrentDictionary<RobotId, SemaphoreSlim> _oneAtATime = new();

    /// <summary>Claims for a robot that has polling enabled and is due. Failures of the store are logged; the next poll tries again.</summary>
    public async Task FillAsync(Robot robot, CancellationToken cancellation)
    {
        if (!robot.Options.Polling.Enabled)
        {
            return;
        }

        var turn = _oneAtATime.GetOrAdd(robot.Id, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        try
        {
            if (times.IsDue(robot.Id))
            {
                times.Polled(robot, await DrainAsync(robot, cancellation));
            }
        }
        catch (IOException exception)
        {
            LogStoreTrouble(robot.Id, exception);
        }
        finally
        {
            turn.Release();
        }
    }

    // While there are batches, the next poll follows at once, up to Polling:MaxInFlight.
    private async Task<PollVerdict> DrainAsync(Robot robot, CancellationToken cancellation)
    {
        PollVerdict verdict;
        do
        {
            verdict = await poller.PollAsync(robot, cancellation);
        }
        while (verdict.End == PollEnd.Claimed && !cancellation.IsCancellationRequested);

        return verdict;
    }

    [LoggerMessage(1, LogLevel.Error, "Robot {Robot} could not poll: the app's own store or engine is unavailable")]
    private partial void LogStoreTrouble(RobotId robot, Exception exception);
}
