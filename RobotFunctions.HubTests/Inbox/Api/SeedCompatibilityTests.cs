using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Api;

/// <summary>An application server and a receiver that know only what task-inbox documents.</summary>
public sealed class SeedCompatibilityTests
{
    private const string Secret = "Zm9vYmFyYmF6cXV4";

    [Theory]
    [Stores]
    public async Task The_sample_schema_a_post_and_a_decision_reach_the_receiver_of_task_inbox(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync(TakeHookAsync);
        var (_, schema) = await hub.InstallAsync(SchemaFiles.TaskInboxSample.Replace("http://localhost:5001", receiver.Url, StringComparison.Ordinal));
        await hub.CallAsync(HttpMethod.Post, $"/api/v1/schemas/{schema.GetProperty("id").GetString()}/secret", new { secret = Secret });

        // What it posts, and what it reads of the answer.
        var (posted, answer) = await hub.CallAsync(HttpMethod.Post, "/api/v1/tasks/", new { schema_name = "ti:sample", task = "flag-content", state = "level1", meta = new { url = "https://example.org" } });
        Assert.Equal((HttpStatusCode.OK, "flag-content"), (posted, answer.GetProperty("ttype").GetString()));
        var task = answer.GetProperty("task");
        Assert.Equal(["id", "created", "ttype_id", "state", "user_id", "resolved"], task.EnumerateObject().Take(6).Select(static member => member.Name));
        var id = task.GetProperty("id").GetString()!;

        // What a person reads, and chooses.
        var (_, list) = await hub.CallAsync(HttpMethod.Get, "/api/v1/tasks/?resolved=un&cache=1");
        var type = list.GetProperty("types").GetProperty(task.GetProperty("ttype_id").GetString()!);
        Assert.Equal(("ti:sample", "flag-content"), (type.GetProperty("schema_name").GetString(), type.GetProperty("name").GetString()));
        Assert.Equal(id, Assert.Single(list.GetProperty("tasks").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.OK, (await hub.DecideAsync(id, "level1")).Status);
        Assert.Equal("block", (await hub.DecideAsync(id, "block")).Body.GetProperty("task").GetProperty("state").GetString());

        // One webhook: neither the creation nor the choice of the same state is told.
        await Eventually.TrueAsync(() => receiver.Received.Count == 1);
        var hook = Assert.Single(receiver.Received);
        Assert.Equal(("/api/v1/tihook", Secret), (hook.Target, hook.Headers["ti-key"].ToString()));
        var body = JsonElement.Parse(hook.Body);
        Assert.Equal(["task", "ttype"], body.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(["id", "created", "ttype_id", "state", "user_id", "resolved"], body.GetProperty("task").EnumerateObject().Select(static member => member.Name));
        Assert.Equal((id, "block", true, "flag-content"), (body.GetProperty("task").GetProperty("id").GetString(), body.GetProperty("task").GetProperty("state").GetString(), body.GetProperty("task").GetProperty("resolved").GetBoolean(), body.GetProperty("ttype").GetString()));
        await Eventually.TrueAsync(async () => (await hub.CallAsync(HttpMethod.Get, "/api/v1/deliveries?status=delivered")).Body.GetProperty("items").GetArrayLength() == 1);

        var history = (await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{id}/history")).Body.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["id", "created", "task_id", "state", "resolved", "editor_id", "assigned_id", "update_meta"], history[0].EnumerateObject().Take(8).Select(static member => member.Name));
        Assert.Equal(2, history.Count);
        Assert.Equal("", (await hub.DecideAsync(id, "")).Body.GetProperty("task").GetProperty("state").ToString());
    }

    [Theory]
    [Stores]
    public async Task Without_a_secret_for_hook_auth_a_decision_gets_501_and_changes_nothing(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.TaskInboxSample);
        var id = (await hub.PostAsync(new { schema_name = "ti:sample", task = "delete-acct" })).GetProperty("id").GetString()!;

        var (status, problem) = await hub.DecideAsync(id, "deleted");

        Assert.Equal((HttpStatusCode.NotImplemented, true), (status, problem.GetProperty("detail").GetString()!.Contains("hub schema secret ti:sample", StringComparison.Ordinal)));
        var (_, read) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{id}");
        Assert.Equal((JsonValueKind.Null, 1), (read.GetProperty("task").GetProperty("state").ValueKind, read.GetProperty("task").GetProperty("sequence").GetInt32()));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("rf_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.Forbidden)]
    [InlineData("unknown", HttpStatusCode.Forbidden)]
    public async Task A_post_without_a_key_gets_401_and_with_an_unknown_one_403(string? key, HttpStatusCode expected)
    {
        await using var hub = await InboxHub.StartAsync(StoreKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tasks/") { Content = JsonContent.Create(new { schema_name = "ti:sample", task = "delete-acct" }) };
        if (key is not null)
        {
            request.Headers.Add("api-key", key);
        }

        using var answer = await hub.App.Client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task A_schema_without_hook_auth_gets_signed_CloudEvents_of_all_changes_also_at_a_callback(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (_, schema) = await hub.InstallAsync(SchemaFiles.WithType($"webhook_url: {receiver.Url}/hooks"));
        Assert.StartsWith("whsec_", schema.GetProperty("secret").GetString(), StringComparison.Ordinal);
        await hub.PostAsync(new { schema_name = "a", task = "t" });
        var id = (await hub.PostAsync(new { schema_name = "a", task = "t", callback = $"{receiver.Url}/mine?job=7" })).GetProperty("id").GetString()!;
        await hub.DecideAsync(id, "yes");

        await Eventually.TrueAsync(() => receiver.Received.Count == 4);
        Assert.Equal(
            [("/hooks", "task.created"), ("/mine?job=7", "task.changed"), ("/mine?job=7", "task.created"), ("/mine?job=7", "task.resolved")],
            receiver.Received.Select(static hook => (hook.Target, JsonElement.Parse(hook.Body).GetProperty("type").GetString())).Order());
        Assert.All(receiver.Received, static hook => Assert.StartsWith("v1,", hook.Headers["webhook-signature"].ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_callback_that_is_gone_is_a_dead_letter_and_does_not_disable_the_schemas_webhook(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.InstallAsync(SchemaFiles.WithType($"webhook_url: {receiver.Url}/hooks"));
        await hub.PostAsync(new { schema_name = "a", task = "t", callback = $"{receiver.Url}/410" });

        await Eventually.TrueAsync(async () => (await hub.CallAsync(HttpMethod.Get, "/api/v1/deliveries?status=dead")).Body.GetProperty("items").GetArrayLength() == 1);
        Assert.Equal(JsonValueKind.Null, Assert.Single((await hub.CallAsync(HttpMethod.Get, "/api/v1/subscriptions")).Body.GetProperty("items").EnumerateArray()).GetProperty("disabled_at").ValueKind);
    }

    [Theory]
    [Stores]
    public async Task A_subscription_gets_the_inboxs_events_by_type_and_the_schemas_webhook_only_its_own(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await using var mine = await WebhookReceiver.StartAsync();
        await using var other = await WebhookReceiver.StartAsync();
        await hub.InstallAsync(SchemaFiles.WithType($"webhook_url: {mine.Url}"));
        await hub.InstallAsync(SchemaFiles.WithType("").Replace("name: a", "name: b", StringComparison.Ordinal));
        await hub.CallAsync(HttpMethod.Post, "/api/v1/subscriptions", new { kind = "webhook", name = "all", url = other.Url, types = (string[])["task.*"] });

        await hub.PostAsync(new { schema_name = "b", task = "t" });
        await hub.PostAsync(new { schema_name = "a", task = "t" });

        await Eventually.TrueAsync(() => mine.Received.Count == 1 && other.Received.Count == 2);
        Assert.Equal("a", JsonElement.Parse(mine.Received.Single().Body).GetProperty("data").GetProperty("task").GetProperty("schema_name").GetString());
        Assert.Contains(mine.Received.Single().Id, other.Received.Select(static hook => hook.Id));
    }

    // As the sample receiver of task-inbox answers: 401 without the header, 403 with a wrong key.
    private static Task TakeHookAsync(HttpContext context, int before)
    {
        context.Response.StatusCode = context.Request.Headers["ti-key"].ToString() switch
        {
            "" => StatusCodes.Status401Unauthorized,
            Secret => StatusCodes.Status200OK,
            _ => StatusCodes.Status403Forbidden,
        };
        return Task.CompletedTask;
    }
}
