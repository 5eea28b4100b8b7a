using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Polling;

/// <summary>
/// Polls for one robot until it is stopped. While there are batches it polls again at once; otherwise it waits for the interval, or backs off after
/// errors. After the stop it claims nothing, but a poll in progress gets a moment to finish: a claim whose response is lost has to wait for its
/// lease to expire and uses up one of four deliveries (protocol 1.5).
/// </summary>
/// <param name="poller">Polls once.</param>
/// <param name="robot">The robot.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Returns random numbers from [0, 1), for the jitter.</param>
public sealed class PollLoop(Poller poller, Robot robot, TimeProvider time, Func<double> random)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RoomCheck = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StoppingGrace = TimeSpan.FromSeconds(10);

    /// <summary>Runs until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var verdict = await PollAsync(stopping);
            failures = verdict.End == PollEnd.Failed ? failures + 1 : 0;
            if (verdict.End != PollEnd.Claimed)
            {
                await Task.Delay(WaitAfter(verdict, failures), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<PollVerdict> PollAsync(CancellationToken stopping)
    {
        using var abandoned = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var grace = stopping.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).CancelAfter(StoppingGrace),
            abandoned);
        try
        {
            return await poller.PollAsync(robot, abandoned.Token);
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            return new PollVerdict(PollEnd.Failed, Reason: "The robot is shutting down.");
        }
        catch (IOException exception)
        {
            return new PollVerdict(PollEnd.Failed, Reason: $"The robot's store is unavailable: {exception.Message}");
        }
    }

    private TimeSpan WaitAfter(PollVerdict verdict, int failures)
    {
        var interval = robot.Options.Polling.Interval;
        if (verdict.End == PollEnd.Full)
        {
            return interval < RoomCheck ? interval : RoomCheck;
        }

        var doubled = interval * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        var longest = interval > LongestWait ? interval : LongestWait;
        var wait = (doubled < longest ? doubled : longest) * (0.8 + (0.4 * random()));
        return verdict.RetryAfter > wait ? verdict.RetryAfter.Value : wait;
    }
}
