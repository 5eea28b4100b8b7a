using System.Collections.Concurrent;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>Tracks when each robot polls next: the timer is shared and fires more often than most robots poll.</summary>
internal sealed class PollTimes(TimeProvider time)
{
    // A timer that fires slightly early must not cost a whole interval.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RobotId, DateTimeOffset> _next = new();

    /// <summary>Whether a robot's next poll is due.</summary>
    public bool IsDue(RobotId robot) => !_next.TryGetValue(robot, out var next) || time.GetUtcNow() >= next - Slack;

    /// <summary>Records a robot's poll and the wait that its interval or the repository's Retry-After asks for.</summary>
    public void Polled(Robot robot, PollVerdict verdict)
    {
        var interval = robot.Options.Polling.Interval;
        _next[robot.Id] = time.GetUtcNow() + (verdict.RetryAfter > interval ? verdict.RetryAfter.Value : interval);
    }
}
