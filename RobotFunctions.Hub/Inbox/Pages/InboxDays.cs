using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>What happened on one day (UTC).</summary>
/// <param name="Day">The day.</param>
/// <param name="Created">How many tasks were posted.</param>
/// <param name="Resolved">How many tasks were resolved and are so still.</param>
public sealed record InboxDay(DateOnly Day, int Created, int Resolved);

/// <summary>How many open tasks are as old.</summary>
/// <param name="Text">The age: <c>1 to 3 days</c>.</param>
/// <param name="Count">How many tasks.</param>
public sealed record OpenAge(string Text, int Count);

/// <summary>The last days of an inbox in numbers. Each is counted by an index of its own.</summary>
/// <param name="Days">The days, the first first; the last is today.</param>
/// <param name="Ages">The open tasks by age, the youngest first.</param>
public sealed record InboxDays(IReadOnlyList<InboxDay> Days, IReadOnlyList<OpenAge> Ages)
{
    private const int Shown = 14;

    private static readonly (string Text, TimeSpan From, TimeSpan To)[] AgeGroups =
    [
        ("under 1 hour", TimeSpan.MinValue, TimeSpan.FromHours(1)),
        ("1 hour to 1 day", TimeSpan.FromHours(1), TimeSpan.FromDays(1)),
        ("1 to 3 days", TimeSpan.FromDays(1), TimeSpan.FromDays(3)),
        ("3 to 7 days", TimeSpan.FromDays(3), TimeSpan.FromDays(7)),
        ("over 7 days", TimeSpan.FromDays(7), TimeSpan.MaxValue),
    ];

    internal static async Task<InboxDays> ReadAsync(HubStore store, Guid workspaceId, DateTimeOffset now, CancellationToken cancellation)
    {
        var tasks = store.Tasks.Where(task => task.WorkspaceId == workspaceId);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var days = new List<InboxDay>();
        for (var day = today.AddDays(1 - Shown); day <= today; day = day.AddDays(1))
        {
            var (start, end) = (StartOf(day), StartOf(day.AddDays(1)));
            days.Add(new InboxDay(
                day,
                await tasks.CountAsync(task => task.CreatedAt >= start && task.CreatedAt < end, cancellation),
                await tasks.CountAsync(task => task.ResolvedAt != null && task.ResolvedAt >= start && task.ResolvedAt < end, cancellation)));
        }

        var ages = new List<OpenAge>();
        foreach (var (text, from, to) in AgeGroups)
        {
            var (oldest, youngest) = (to == TimeSpan.MaxValue ? DateTimeOffset.UnixEpoch : now - to, from == TimeSpan.MinValue ? DateTimeOffset.MaxValue : now - from);
            ages.Add(new OpenAge(text, await tasks.CountAsync(task => task.Status == InboxTaskStatus.Open && task.CreatedAt > oldest && task.CreatedAt <= youngest, cancellation)));
        }

        return new InboxDays(days, ages);
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
