using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Api;

public sealed class HistoryStoreTests
{
    [Theory]
    [Stores]
    public async Task The_chain_of_a_task_is_intact_after_many_decide_and_comment_at_once(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            ids.Add((await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!);
        }

        var changes = Enumerable.Range(0, 60).Select(number => number % 3 == 0
            ? hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{ids[number % 2]}/comments", new { text = $"{number}" })
            : hub.DecideAsync(ids[number % 3], number % 2 == 0 ? "p" : "q"));
        var checkpoints = Task.WhenAll(Enumerable.Range(0, 12).Select(_ => CheckpointAsync(hub)));
        Assert.All(await Task.WhenAll(changes), static change => Assert.Equal(HttpStatusCode.OK, change.Status));
        await checkpoints;
        await CheckpointAsync(hub);

        var (_, report) = await hub.CallAsync(HttpMethod.Get, "/api/v1/history/verification");
        Assert.Equal((true, 3, 0), (report.GetProperty("intact").GetBoolean(), report.GetProperty("tasks").GetInt32(), report.GetProperty("after_last_checkpoint").GetInt32()));
        Assert.True(report.GetProperty("entries").GetInt32() >= 23);
    }

    [Theory]
    [Stores]
    public async Task An_entry_that_somebody_changes_or_cuts_off_in_the_store_shows(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        var changed = Guid.Parse((await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!);
        var cut = Guid.Parse((await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!);
        await hub.DecideAsync(cut.ToString(), "yes");
        var (_, checkpoint) = await hub.CallAsync(HttpMethod.Post, "/api/v1/history/checkpoints");
        var anchor = checkpoint.GetProperty("hash").GetString();
        Assert.True((await hub.CallAsync(HttpMethod.Get, $"/api/v1/history/verification?anchor={anchor}")).Body.GetProperty("intact").GetBoolean());
        Assert.False((await hub.CallAsync(HttpMethod.Get, $"/api/v1/history/verification?anchor={new string('0', 64)}")).Body.GetProperty("intact").GetBoolean());

        await hub.App.WriteAsync(async store =>
        {
            var first = await store.TaskHistory.SingleAsync(entry => entry.TaskId == changed);
            first.Content = [.. first.Content!.Select(static letter => letter == (byte)'t' ? (byte)'u' : letter)];
            await store.TaskHistory.Where(entry => entry.TaskId == cut && entry.Sequence == 2).ExecuteDeleteAsync();
        });

        var (_, report) = await hub.CallAsync(HttpMethod.Get, "/api/v1/history/verification");
        Assert.Equal(new[] { changed, cut }.Order(), report.GetProperty("problems").EnumerateArray().Select(static problem => problem.GetProperty("task_id").GetGuid()).Distinct().Order());
    }

    [Theory]
    [Stores]
    public async Task The_history_stays_when_the_schema_and_its_tasks_are_removed(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        var (_, schema) = await hub.InstallAsync(SchemaFiles.WithType("webhook_url: https://example.org/"));
        var path = $"/api/v1/schemas/{schema.GetProperty("id").GetString()}";
        var id = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString();
        await CheckpointAsync(hub);

        Assert.Equal(HttpStatusCode.Conflict, (await hub.CallAsync(HttpMethod.Delete, $"{path}?confirm=b")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await hub.CallAsync(HttpMethod.Delete, $"{path}?confirm=a")).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{id}")).Status);
        Assert.Empty((await hub.CallAsync(HttpMethod.Get, "/api/v1/subscriptions")).Body.GetProperty("items").EnumerateArray());
        var (_, report) = await hub.CallAsync(HttpMethod.Get, "/api/v1/history/verification");
        Assert.Equal((true, 1), (report.GetProperty("intact").GetBoolean(), report.GetProperty("entries").GetInt32()));
    }

    [Theory]
    [Stores]
    public async Task An_exported_history_is_verified_without_the_store(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        await hub.PostAsync(new { schema_name = "a", task = "t", meta = new { text = "Grüße" } });
        await CheckpointAsync(hub);

        var lines = await hub.App.ReadAsync(static store => Task.FromResult(HistoryCheckpoints.Export(store, Workspace.DefaultId).Select(System.Text.Encoding.UTF8.GetString).ToList()));
        var report = HistoryFile.Verify(lines);

        Assert.Equal((true, 1, 0), (report.IsIntact, report.Entries, report.AfterLastCheckpoint));
    }

    [Theory]
    [Stores]
    public async Task Votes_are_counted_for_everybody_and_seen_by_those_who_voted_until_people_agree(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType("quorum: 2"));
        var id = Guid.Parse((await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!);
        var actions = hub.Get<TaskActions>();
        await VoteAsync(1, "yes");
        await VoteAsync(2, "no");

        var (_, task) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{id}");
        Assert.Equal((2, "open"), (task.GetProperty("task").GetProperty("vote_count").GetInt32(), task.GetProperty("task").GetProperty("status").GetString()));
        var (_, history) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{id}/history");
        Assert.All(history.GetProperty("history").EnumerateArray().Skip(1), static vote => Assert.Equal(("somebody", JsonValueKind.Null), (vote.GetProperty("editor_name").GetString(), vote.GetProperty("state").ValueKind)));
        Assert.Equal(HttpStatusCode.Forbidden, (await hub.DecideAsync(id.ToString(), "yes")).Status);
        await VoteAsync(2, "yes");

        Assert.Equal(("yes", 0), await hub.App.ReadAsync(async store => ((await store.Tasks.SingleAsync()).State, await store.TaskVotes.CountAsync())));

        async Task VoteAsync(int person, string state) => Assert.IsType<TaskDone>(await actions.DecideAsync(new TaskTarget(InboxHub.Person(person), id, null), state, null, null, default));
    }

    private static async Task CheckpointAsync(InboxHub hub) =>
        Assert.True((await hub.CallAsync(HttpMethod.Post, "/api/v1/history/checkpoints")).Status is HttpStatusCode.Created or HttpStatusCode.NoContent);
}
