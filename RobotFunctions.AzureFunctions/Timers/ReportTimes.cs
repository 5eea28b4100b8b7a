using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>Tracks when each robot reports next: the timer fires as often as the shortest interval.</summary>
internal sealed class ReportTimes(IOptions<HubClientOptions> hub, TimeProvider time)
{
    /// <summary>The time between two ticks of the timer.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);

    // A timer that fires slightly early must not cost a whole tick.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RobotId, TimeSpan> _next = new();
    private readonly long _origin = time.GetTimestamp();

    /// <summary>The time between two reports: the setting, in whole ticks.</summary>
    public TimeSpan Interval => Math.Ceiling(hub.Value.ReportInterval / Tick) * Tick;

    // Monotonic: setting the wall clock back must not stop the reports.
    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Whether a robot's next report is due.</summary>
    public bool IsDue(RobotId robot) => !_next.TryGetValue(robot, out var next) || Now >= next - Slack;

    /// <summary>Records a robot's report, and the wait that the Hub asks for.</summary>
    public void Reported(RobotId robot, TimeSpan? asked) => _next[robot] = Now + (asked > Interval ? asked.Value : Interval);
}
