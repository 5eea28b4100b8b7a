using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>What every page tells a person of the inbox: how many open tasks are overdue, assigned to them, or new since they last looked.</summary>
internal static class InboxNotices
{
    // Counting stops there: beyond it, the number says no more, and takes longer.
    private const int Most = 99;

    /// <summary>The notices for the person who makes a request.</summary>
    public static async Task<IReadOnlyList<NavigationNotice>> ReadAsync(HttpContext context)
    {
        var caller = Caller.Of(context)!;
        var open = new TaskFilter(caller.WorkspaceId) { OnlyOpen = true };
        await using var store = await context.RequestServices.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(context.RequestAborted);
        return
        [
            .. await NoticeAsync(new TaskFilter(caller.WorkspaceId) { OnlyOverdue = true }, "overdue", "bad"),
            .. await NoticeAsync(open with { Assignee = Actor.ShownOf(caller.Actor) }, "yours", "waiting"),
            .. await NoticeAsync(open with { After = InboxVisits.Last(context) }, "new", null),
        ];

        async Task<IEnumerable<NavigationNotice>> NoticeAsync(TaskFilter filter, string word, string? kind)
        {
            var count = await filter.Query(store, after: null, Most + 1).CountAsync(context.RequestAborted);
            var number = count > Most ? $"{Most}+" : count.ToString(CultureInfo.InvariantCulture);
            return count == 0 ? [] : [new NavigationNotice($"{number} {word}", kind)];
        }
    }
}
