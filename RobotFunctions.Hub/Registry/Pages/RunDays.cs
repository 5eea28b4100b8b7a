using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>The runs that started on one day (UTC).</summary>
/// <param name="Day">The day.</param>
/// <param name="Ended">How many of them have ended.</param>
/// <param name="Failed">How many of those failed.</param>
public sealed record RunDay(DateOnly Day, int Ended, int Failed)
{
    /// <summary>Which share failed, from 0 to 1; 0 if none has ended.</summary>
    public double Rate => Ended == 0 ? 0 : (double)Failed / Ended;

    /// <summary>The share in percent.</summary>
    public int Percent => (int)Math.Round(Rate * 100);
}

/// <summary>The failure rate of a workspace over the last days. Each day is counted by the index of the list.</summary>
internal static class RunDays
{
    private const int Shown = 14;

    /// <summary>The days, the first first; the last is today.</summary>
    public static async Task<IReadOnlyList<RunDay>> ReadAsync(HubStore store, Guid workspaceId, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var days = new List<RunDay>();
        for (var day = today.AddDays(1 - Shown); day <= today; day = day.AddDays(1))
        {
            var (start, end) = (StartOf(day), StartOf(day.AddDays(1)));
            var counts = await store.RobotRuns.Where(run => run.WorkspaceId == workspaceId && run.StartedAt >= start && run.StartedAt < end && run.State != RunState.Running)
                .GroupBy(static run => run.State).Select(static group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation);
            days.Add(new RunDay(day, counts.Sum(static count => count.Count), counts.Where(static count => count.Key == RunState.Failed).Sum(static count => count.Count)));
        }

        return days;
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
