using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.Pages;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Api;

public sealed class RedactionTests
{
    private const string Secret = "Erika Mustermann";
    private const string Form = "form: {type: object, properties: {name: {type: string}}}";

    [Theory]
    [Stores]
    public async Task What_an_entry_says_is_erased_everywhere_and_its_history_is_verified_as_before(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        var id = await TaskAsync(hub);
        await hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{id}/comments", new { text = "Stays." });
        var (_, before) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{id}/history");
        var (_, checkpoint) = await hub.CallAsync(HttpMethod.Post, "/api/v1/history/checkpoints");
        Assert.Contains(Secret, await StoredAsync(hub), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await RedactAsync(hub, id, 1)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await RedactAsync(hub, id, 2)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await RedactAsync(hub, id, 2)).Status);

        var stored = await StoredAsync(hub);
        Assert.DoesNotContain(Secret, stored, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Stays.", stored, StringComparison.Ordinal);
        var (_, after) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{id}/history");
        var (old, entries) = (before.GetProperty("history"), after.GetProperty("history"));
        Assert.Equal(5, entries.GetArrayLength());
        Assert.Equal(["redacted", "redacted", "commented", "redacted", "redacted"], entries.EnumerateArray().Select(static entry => entry.GetProperty("action").GetString()));
        Assert.Equal([1, 2], entries.EnumerateArray().Skip(3).Select(static entry => entry.GetProperty("redacts").GetInt32()));
        Assert.All(Enumerable.Range(0, 3), index => Assert.Equal(old[index].GetProperty("hash").GetString(), entries[index].GetProperty("hash").GetString()));
        var (_, report) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/history/verification?anchor={checkpoint.GetProperty("hash").GetString()}");
        Assert.Equal((true, 2), (report.GetProperty("intact").GetBoolean(), report.GetProperty("redacted").GetInt32()));
        var (_, audit) = await hub.CallAsync(HttpMethod.Get, "/api/v1/audit?action=task.redacted");
        Assert.Equal([$"{id}/1", $"{id}/2"], audit.GetProperty("items").EnumerateArray().Select(static entry => entry.GetProperty("target").GetString()).Order(StringComparer.Ordinal));
        var (_, task) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{id}");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, "p"), (task.GetProperty("task").GetProperty("meta").ValueKind, task.GetProperty("task").GetProperty("answer").ValueKind, task.GetProperty("task").GetProperty("state").GetString()));
        Assert.Empty((await hub.CallAsync(HttpMethod.Get, "/api/v1/tasks/?q=erika")).Body.GetProperty("tasks").EnumerateArray());
    }

    [Theory]
    [Stores]
    public async Task A_task_goes_on_after_a_redaction_and_who_read_it_before_is_told(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        var id = await TaskAsync(hub);
        var tag = TaskActions.TagOf(await hub.App.ReadTaskAsync(Guid.Parse(id)));
        await RedactAsync(hub, id, 1);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await hub.DecideAsync(id, "yes", new { answer = new { name = "x" } }, tag)).Status);
        Assert.Equal(HttpStatusCode.OK, (await hub.DecideAsync(id, "yes", new { answer = new { name = "x" } })).Status);

        Assert.True((await hub.CallAsync(HttpMethod.Get, "/api/v1/history/verification")).Body.GetProperty("intact").GetBoolean());
    }

    [Theory]
    [Stores]
    public async Task The_history_of_a_removed_task_is_redacted_by_many_at_once_each_entry_once(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        var id = await TaskAsync(hub);
        var schema = await hub.App.ReadAsync(static store => store.Schemas.Select(static found => found.Id).SingleAsync());
        await hub.CallAsync(HttpMethod.Delete, $"/api/v1/schemas/{schema}?confirm=a");

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(number => RedactAsync(hub, id, 1 + (number % 2)))), static answer => Assert.Equal(HttpStatusCode.NoContent, answer.Status));

        Assert.DoesNotContain(Secret, await StoredAsync(hub), StringComparison.OrdinalIgnoreCase);
        var (_, report) = await hub.CallAsync(HttpMethod.Get, "/api/v1/history/verification");
        Assert.Equal((true, 4, 2), (report.GetProperty("intact").GetBoolean(), report.GetProperty("entries").GetInt32(), report.GetProperty("redacted").GetInt32()));
    }

    [Theory]
    [Stores]
    public async Task What_cannot_be_redacted_is_refused_and_stays(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType("quorum: 2"));
        var id = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!;
        var actions = hub.Get<TaskActions>();
        await VoteAsync(1, "yes");
        var (voting, problem) = await RedactAsync(hub, id, 1);
        Assert.Equal(HttpStatusCode.Conflict, voting);
        Assert.Contains("People are voting", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await VoteAsync(2, "yes");

        Assert.Equal(HttpStatusCode.NoContent, (await RedactAsync(hub, id, 3)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await RedactAsync(hub, id, 4)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await RedactAsync(hub, id, 5)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await RedactAsync(hub, id, 0)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await RedactAsync(hub, Guid.NewGuid().ToString(), 1)).Status);

        // The end of the vote is erased. Who has voted before it only does not see the next vote.
        Assert.IsType<TaskDone>(await actions.DecideAsync(new TaskTarget(InboxHub.Person(3), Guid.Parse(id), null), "p", null, null, default));
        await VoteAsync(2, "no");
        var history = await hub.App.ReadAsync(store => TaskReading.HistoryAsync(store, Guid.Parse(id), default));
        Assert.Equal("somebody", HistoryRow.Of(history, InboxHub.Person(1).PersonId.ToString())[0].Actor);

        async Task VoteAsync(int person, string state) => Assert.IsType<TaskDone>(await actions.DecideAsync(new TaskTarget(InboxHub.Person(person), Guid.Parse(id), null), state, null, null, default));
    }

    [Fact]
    public async Task The_page_shows_that_it_was_redacted_and_by_whom()
    {
        await using var hub = await InboxHub.StartAsync(StoreKind.Sqlite);
        var id = await TaskAsync(hub);
        await RedactAsync(hub, id, 1);
        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await ada.ReadAsync($"/w/default/tasks/{id}");

        Assert.Contains("What its poster sent was redacted.", page, StringComparison.Ordinal);
        Assert.Contains("<strong>An entry</strong> was redacted", page, StringComparison.Ordinal);
        Assert.Contains("<strong>key test</strong> redacted entry 1", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_admins_may_redact() =>
        Assert.Equal([Role.Admin], Enum.GetValues<Role>().Where(static role => Roles.ScopesOf(role).Contains(Scopes.TasksRedact)));

    private static async Task<string> TaskAsync(InboxHub hub)
    {
        await hub.InstallAsync(SchemaFiles.WithType($"{Form}\nwebhook_url: https://example.org/"));
        var id = (await hub.PostAsync(new { schema_name = "a", task = "t", meta = new { name = Secret } })).GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await hub.DecideAsync(id, "p", new { answer = new { name = Secret }, comment = $"{Secret} called." })).Status);
        return id;
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> RedactAsync(InboxHub hub, string id, int entry) =>
        hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{id}/history/{entry}/redact");

    private static Task<string> StoredAsync(InboxHub hub) => hub.App.ReadAsync(static async store =>
    {
        var tasks = await store.Tasks.AsNoTracking().Select(static task => task.Meta + task.Answer + task.SearchText).ToListAsync();
        var entries = await store.TaskHistory.AsNoTracking().Where(static entry => entry.Content != null).Select(static entry => entry.Content!).ToListAsync();
        var events = await store.Events.AsNoTracking().Select(static @event => @event.Body).ToListAsync();
        return string.Join('\n', [.. tasks, .. entries.Concat(events).Select(Encoding.UTF8.GetString)]);
    });
}
