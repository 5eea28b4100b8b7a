using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Api;

public sealed class TaskApiTests
{
    private const string WithForm = """
        form:
          type: object
          required: [amount]
          properties:
            amount: {type: number}
        transitions:
          yes: []
        """;

    [Theory]
    [Stores]
    public async Task A_task_is_posted_read_claimed_commented_decided_and_its_history_tells_it(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        var posted = await hub.PostAsync(new { schema_name = "a", task = "t", meta = new { order = 12 }, assignee = "ann", correlation = "o-12" });
        var id = posted.GetProperty("id").GetString()!;
        var path = $"/api/v1/tasks/{id}";

        Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(HttpMethod.Post, $"{path}/claim")).Status);
        Assert.Equal("key:test", (await hub.CallAsync(HttpMethod.Get, path)).Body.GetProperty("task").GetProperty("claimed_by").GetString());
        Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(HttpMethod.Post, $"{path}/comments", new { text = "Looks right." })).Status);
        var (_, decided) = await hub.DecideAsync(id, "yes", new { comment = "Done." });

        Assert.Equal((true, "resolved", "yes"), (decided.GetProperty("task").GetProperty("resolved").GetBoolean(), decided.GetProperty("task").GetProperty("status").GetString(), decided.GetProperty("task").GetProperty("state").GetString()));
        var history = (await hub.CallAsync(HttpMethod.Get, $"{path}/history")).Body.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["created", "claimed", "commented", "decided"], history.Select(static entry => entry.GetProperty("action").GetString()));
        Assert.Equal((12, "ann"), (history[0].GetProperty("update_meta").GetProperty("order").GetInt32(), history[0].GetProperty("assigned_id").GetString()));
        Assert.Equal(("Done.", "key:test", "yes"), (history[3].GetProperty("comment").GetString(), history[3].GetProperty("editor_name").GetString(), history[3].GetProperty("state").GetString()));
        var events = await hub.App.ReadAsync(static store => store.Events.OrderBy(static @event => @event.Id).Select(static @event => @event.Type).ToListAsync());
        Assert.Equal(["task.changed", "task.claimed", "task.created", "task.resolved"], events.Order(StringComparer.Ordinal));
        var audited = await hub.App.ReadAsync(static store => store.Audit.Where(static entry => entry.Action.StartsWith("task.")).Select(static entry => entry.Action).ToListAsync());
        Assert.Equal(["task.claimed", "task.commented", "task.created", "task.decided"], audited.Order(StringComparer.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_second_post_with_the_same_correlation_finds_the_task(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));

        var posts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.PostAsync(new { schema_name = "a", task = "t", correlation = "same" })));

        Assert.Single(posts.Select(static task => task.GetProperty("id").GetString()).Distinct());
        Assert.Single((await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{posts[0].GetProperty("id").GetString()}/history")).Body.GetProperty("history").EnumerateArray());
    }

    [Theory]
    [Stores]
    public async Task Of_many_who_claim_or_decide_at_once_one_wins_and_the_others_get_409(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType("transitions: {yes: [], no: []}"));
        var keys = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hub.App.CreateKeyAsync(Scopes.TasksDecide)));
        var claimed = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString();
        var decided = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString();

        var claims = await Task.WhenAll(keys.Select(key => hub.CallAsync(key, HttpMethod.Post, $"/api/v1/tasks/{claimed}/claim")));
        var decisions = await Task.WhenAll(keys.Select((key, index) => hub.CallAsync(key, HttpMethod.Patch, $"/api/v1/tasks/{decided}/state?state={(index % 2 == 0 ? "yes" : "no")}", new { comment = $"{index}" })));

        Assert.Equal((1, 5), (claims.Count(static claim => claim.Status == HttpStatusCode.OK), claims.Count(static claim => claim.Status == HttpStatusCode.Conflict)));
        Assert.All(claims.Where(static claim => claim.Status == HttpStatusCode.Conflict), static claim => Assert.Contains("has claimed the task since", claim.Body.GetProperty("detail").GetString(), StringComparison.Ordinal));
        var history = (await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{decided}/history")).Body.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["created", "decided"], history.Select(static entry => entry.GetProperty("action").GetString()));

        // Who chose what the winner chose was answered that it is so.
        var outcome = history[1].GetProperty("state").GetString() == "yes" ? 0 : 1;
        Assert.All(decisions.Index(), decision => Assert.Equal(decision.Index % 2 == outcome ? HttpStatusCode.OK : HttpStatusCode.Conflict, decision.Item.Status));
    }

    [Theory]
    [Stores]
    public async Task A_decision_on_a_task_that_was_changed_since_it_was_read_gets_412(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        var id = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!;
        using var read = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/tasks/{id}", hub.Key);
        var tag = read.Headers.ETag!.Tag;

        Assert.Equal(HttpStatusCode.OK, (await hub.DecideAsync(id, "p", ifMatch: tag)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await hub.DecideAsync(id, "yes", ifMatch: tag)).Status);
    }

    [Theory]
    [Stores]
    public async Task An_answer_that_does_not_fit_the_form_gets_422_with_its_fields_and_changes_nothing(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(WithForm));
        var id = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!;

        var (status, problem) = await hub.DecideAsync(id, "yes", new { answer = new { amount = "many" } });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (status, problem.GetProperty("detail").GetString()!.Contains("/amount", StringComparison.Ordinal)));
        var (_, decided) = await hub.DecideAsync(id, "yes", new { answer = new { amount = 12.5 } });

        Assert.Equal((12.5, 2), (decided.GetProperty("task").GetProperty("answer").GetProperty("amount").GetDouble(), decided.GetProperty("task").GetProperty("sequence").GetInt32()));
        var (refused, final) = await hub.DecideAsync(id, "no", new { answer = new { amount = 1 } });
        Assert.Equal((HttpStatusCode.Conflict, true), (refused, final.GetProperty("detail").GetString()!.Contains("cannot be followed", StringComparison.Ordinal)));
    }

    [Theory]
    [Stores]
    public async Task Its_poster_cancels_a_task_and_nobody_else_does(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        var other = await hub.App.CreateKeyAsync(Scopes.TasksWrite);
        var id = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!;

        Assert.Equal(HttpStatusCode.Forbidden, (await hub.CallAsync(other, HttpMethod.Post, $"/api/v1/tasks/{id}/cancel")).Status);
        Assert.Equal("cancelled", (await hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{id}/cancel", new { comment = "No longer needed." })).Body.GetProperty("task").GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await hub.DecideAsync(id, "yes")).Status);
    }

    [Theory]
    [Stores]
    public async Task What_is_wrong_with_a_post_is_said(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));

        await ExpectAsync(HttpStatusCode.NotFound, new { schema_name = "b", task = "t" });
        await ExpectAsync(HttpStatusCode.NotFound, new { schema_name = "a\0", task = "t" });
        await ExpectAsync(HttpStatusCode.NotFound, new { schema_name = "a", task = "unknown" });
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, new { schema_name = "a", task = "t", state = "unknown" });
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, new { schema_name = "a", task = "t", meta = "text" });
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, new { schema_name = "a", task = "t", correlation = "a\0" });
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, new { schema_name = "a", task = "t", callback = "https://elsewhere.example/" });
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, new { schema_name = "a" });
        await ExpectAsync(HttpStatusCode.OK, new { schema_name = "a", task = "t", meta = new { text = "\0" }, unknown = 1 });

        async Task ExpectAsync(HttpStatusCode expected, object body)
        {
            var (status, answer) = await hub.CallAsync(HttpMethod.Post, "/api/v1/tasks/", body);
            Assert.True(status == expected, $"{JsonSerializer.Serialize(body)}: {status} {answer}");
        }
    }
}
