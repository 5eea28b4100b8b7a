using System.Collections.Concurrent;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Polling;

/// <summary>Tracks when each robot polls next: the timer is shared and fires more often than most robots poll, and runs that end poll too.</summary>
internal sealed class PollTimes(TimeProvider time)
{
    // A timer that fires slightly early must not cost a whole interval.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RobotId, TimeSpan> _next = new();
    private readonly long _origin = time.GetTimestamp();

    // Monotonic: setting the wall clock back must not stop the polls.
    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Whether a robot's next poll is due.</summary>
    public bool IsDue(RobotId robot) => !_next.TryGetValue(robot, out var next) || Now >= next - Slack;

    /// <summary>
    /// Records a robot's poll and the wait that its interval or the repository's Retry-After asks for. Without a free slot the repository was not
    /// polled, so the robot is due again at once.
    /// </summary>
    public void Polled(Robot robot, PollVerdict verdict)
    {
        if (verdict.End == PollEnd.Full)
        {
            _next.TryRemove(robot.Id, out _);
            return;
        }

        var interval = robot.Options.Polling.Interval;
        _next[robot.Id] = Now + (verdict.RetryAfter > interval ? verdict.RetryAfter.Value : interval);
    }
}
