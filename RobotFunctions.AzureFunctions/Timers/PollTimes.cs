using System.Collections.Concurrent;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>When each robot polls next: the timer ticks for all of them, more often than most want to.</summary>
internal sealed class PollTimes(TimeProvider time)
{
    // A tick a little before its time must not cost a whole interval.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RobotId, DateTimeOffset> _next = new();

    /// <summary>Whether it is time for a robot to poll.</summary>
    public bool IsDue(RobotId robot) => !_next.TryGetValue(robot, out var next) || time.GetUtcNow() >= next - Slack;

    /// <summary>Remembers that a robot polled, and how long it, or the repository, wants to wait.</summary>
    public void Polled(Robot robot, PollVerdict verdict)
    {
        var interval = robot.Options.Polling.Interval;
        _next[robot.Id] = time.GetUtcNow() + (verdict.RetryAfter > interval ? verdict.RetryAfter.Value : interval);
    }
}
