using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Api;

/// <summary>Lists of tasks. <c>HUB_PLAN_TASKS</c> is the number of tasks for which the databases plan their queries, 20,000 by default.</summary>
public sealed class TaskListTests
{
    private static readonly int Planned =
        int.TryParse(Environment.GetEnvironmentVariable("HUB_PLAN_TASKS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 20_000;

    [Theory]
    [Stores]
    public async Task Tasks_are_paged_without_gaps_oldest_first_and_filtered(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        var ids = new List<string>();
        for (var number = 0; number < 12; number++)
        {
            ids.Add((await hub.PostAsync(new { schema_name = "a", task = "t", assignee = number % 2 == 0 ? "ann" : null, meta = new { text = $"Order {number:D2}" } })).GetProperty("id").GetString()!);
            hub.Time.Advance(number % 3 == 0 ? TimeSpan.FromMilliseconds(1) : TimeSpan.Zero);
        }

        await hub.DecideAsync(ids[0], "yes");
        await hub.DecideAsync(ids[1], "p");

        Assert.Equal(ids.ToHashSet(), (await AllAsync(hub, "limit=5")).ToHashSet());
        Assert.Equal(12, (await AllAsync(hub, "limit=5")).Count);
        Assert.Equal(ids[0], (await AllAsync(hub, "limit=5"))[0]);
        Assert.Equal(11, (await AllAsync(hub, "resolved=un&limit=2")).Count);
        Assert.Equal([ids[1]], await AllAsync(hub, "state=p"));
        Assert.Equal(6, (await AllAsync(hub, "assignee=ann&limit=4")).Count);
        Assert.Equal([ids[7]], await AllAsync(hub, "q=order%2007"));
        Assert.Equal(12, (await AllAsync(hub, "schema=a&type=t")).Count);
        Assert.Empty(await AllAsync(hub, "schema=b"));
        Assert.Empty(await AllAsync(hub, "state=%00&q=%00"));
        var (_, first) = await hub.CallAsync(HttpMethod.Get, "/api/v1/tasks/?limit=5");
        Assert.Equal(HttpStatusCode.BadRequest, (await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/?limit=5&state=p&cursor={first.GetProperty("next_cursor").GetString()}")).Status);
    }

    [Theory]
    [Stores]
    public async Task Every_filter_and_the_due_times_use_an_index_in_their_order_at_any_depth(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await ManyTasks.FillAsync(hub.App, Planned);
        var schema = await hub.App.ReadAsync(static store => store.Schemas.Select(static found => found.Id).SingleAsync());
        var filter = new TaskFilter(Workspace.DefaultId);
        var deep = new Cursor(DateTimeOffset.UnixEpoch.AddSeconds(Planned / 2), Guid.Empty);
        foreach (var (wanted, index) in new[]
        {
            (filter, "IX_Tasks_WorkspaceId_CreatedAt_Id"),
            (filter with { OnlyOpen = true }, "IX_Tasks_WorkspaceId_Status_CreatedAt_Id"),
            (filter with { Type = "rare" }, "IX_Tasks_WorkspaceId_Type_CreatedAt_Id"),
            (filter with { State = "q" }, "IX_Tasks_WorkspaceId_State_CreatedAt_Id"),
            (filter with { Assignee = "ann" }, "IX_Tasks_WorkspaceId_Assignee_CreatedAt_Id"),
            (filter with { OnlyOpen = true, Assignee = "ann" }, "IX_Tasks_OpenOfAssignee"),
            (filter with { OnlyOverdue = true }, "IX_Tasks_Overdue"),
            (filter with { OnlyOpen = true, After = DateTimeOffset.UnixEpoch.AddSeconds(Planned / 4 * 3) }, "IX_Tasks_WorkspaceId_Status_CreatedAt_Id"),
            (filter with { SchemaId = schema }, "IX_Tasks_"),
            (filter with { OnlyOpen = true, SchemaId = schema }, "IX_Tasks_"),
            (filter with { OnlyOpen = true, Type = "rare" }, "IX_Tasks_WorkspaceId_"),
            (filter with { OnlyOpen = true, State = "q" }, "IX_Tasks_WorkspaceId_"),
            (filter with { Type = "rare", State = "q", SchemaId = schema }, "IX_Tasks_WorkspaceId_"),
            (filter with { OnlyOverdue = true, Assignee = "ann" }, "IX_Tasks_O"),
        })
        {
            foreach (Cursor? after in new Cursor?[] { null, deep })
            {
                await VerifyAsync(hub, store => wanted.Query(store, after, 51), index);
            }
        }

        await VerifyAsync(hub, store => DueTimes.Passed(store, DateTimeOffset.UnixEpoch.AddSeconds(50), 200), "IX_Tasks_ActAt_Id");
    }

    private static async Task VerifyAsync<T>(InboxHub hub, Func<HubStore, IQueryable<T>> query, string index)
    {
        var plan = await hub.App.ReadAsync(store => QueryPlan.OfAsync(store, query(store)));
        Assert.True(plan.Contains(index, StringComparison.Ordinal), $"{index} is not in: {plan}");
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
    }

    private static async Task<List<string>> AllAsync(InboxHub hub, string query)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var (status, page) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/?{query}{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.Equal(HttpStatusCode.OK, status);
            found.AddRange(page.GetProperty("tasks").EnumerateArray().Select(static task => task.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        return found;
    }
}
