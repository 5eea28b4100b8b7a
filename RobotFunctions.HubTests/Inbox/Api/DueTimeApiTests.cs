using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Api;

public sealed class DueTimeApiTests
{
    [Theory]
    [Stores]
    public async Task A_task_that_nobody_decides_gets_the_state_of_on_due_once(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType("due: PT1M\non_due: no"));
        var id = Guid.Parse((await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!);

        hub.Time.Advance(TimeSpan.FromSeconds(59));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.Get<TaskActions>().PassDueAsync(id, default)));
        Assert.Null(await StateAsync(hub, id));
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.Get<TaskActions>().PassDueAsync(id, default)));

        Assert.Equal("no", await StateAsync(hub, id));
        Assert.Equal(2, await hub.App.ReadAsync(static store => store.TaskHistory.CountAsync()));
        var events = await hub.App.ReadAsync(static store => store.Events.Where(static @event => @event.Type.StartsWith("task.")).Select(static @event => @event.Type).ToListAsync());
        Assert.Equal(["task.changed", "task.created", "task.overdue", "task.resolved"], events.Order(StringComparer.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task Of_two_replicas_one_escalates_a_task_that_is_overdue(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var hub = await InboxHub.StartAsync(kind, database);
        await using var second = kind == StoreKind.Postgres ? await InboxHub.StartAsync(kind, database, hub.Time) : null;
        await hub.InstallAsync(SchemaFiles.WithType("due: PT1M\non_due: {escalate: on-call}"));
        for (var number = 0; number < 20; number++)
        {
            await hub.PostAsync(new { schema_name = "a", task = "t" });
        }

        hub.Time.Advance(TimeSpan.FromMinutes(1) + DueTimes.Interval);
        await Eventually.TrueAsync(() => hub.App.ReadAsync(static store => store.Tasks.AllAsync(static task => task.OverdueAt != null)));
        hub.Time.Advance(DueTimes.Interval);

        Assert.Equal(20, await hub.App.ReadAsync(static store => store.Events.CountAsync(static @event => @event.Type == "task.overdue")));
        Assert.Equal(40, await hub.App.ReadAsync(static store => store.TaskHistory.CountAsync()));
    }

    [Theory]
    [Stores]
    public async Task A_decision_and_the_due_time_give_a_task_one_outcome(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType("due: PT1M\non_due: no\ntransitions: {yes: [], no: []}"));
        var id = Guid.Parse((await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!);
        hub.Time.Advance(TimeSpan.FromMinutes(1));

        var decision = hub.DecideAsync(id.ToString(), "yes");
        await Task.WhenAll(decision, hub.Get<TaskActions>().PassDueAsync(id, default));

        var (status, _) = await decision;
        Assert.Equal(status == HttpStatusCode.OK ? "yes" : "no", await StateAsync(hub, id));
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Conflict);
        Assert.Equal(2, await hub.App.ReadAsync(static store => store.TaskHistory.CountAsync()));
    }

    private static Task<string?> StateAsync(InboxHub hub, Guid id) => hub.App.ReadAsync(store => store.Tasks.Where(task => task.Id == id).Select(static task => task.State).SingleAsync());
}
