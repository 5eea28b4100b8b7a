using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Channels;

public sealed class ChannelApiTests
{
    private const string Path = "/api/v1/channels";

    [Theory]
    [Stores]
    public async Task A_channel_is_created_read_changed_and_deleted_with_its_ETag(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        var key = await hub.App.CreateKeyAsync();
        using var created = await hub.App.SendAsync(HttpMethod.Post, Path, key, new { kind = "email", name = "ops", to = (string[])["ops@example.org"] });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.ToString();

        using var changed = await hub.App.SendAsync(HttpMethod.Patch, path, key, new { to = (string[])["a@example.org", "b@example.org"], text = "{{ description }}" }, ("If-Match", created.Headers.ETag!.ToString()));
        Assert.Equal(("ops", 2), ((await changed.JsonAsync()).GetProperty("name").GetString(), (await changed.JsonAsync()).GetProperty("to").GetArrayLength()));
        using var stale = await hub.App.SendAsync(HttpMethod.Patch, path, key, new { name = "late" }, ("If-Match", created.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var reset = await hub.App.SendAsync(HttpMethod.Patch, path, key, new { text = "" });
        Assert.Equal(JsonValueKind.Null, (await reset.JsonAsync()).GetProperty("text").ValueKind);
        using var deleted = await hub.App.SendAsync(HttpMethod.Delete, path, key);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var missing = await hub.App.SendAsync(HttpMethod.Get, path, key);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        // Its name is free again.
        using var again = await hub.App.SendAsync(HttpMethod.Post, Path, key, new { kind = "log", name = "OPS" });
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        using var list = await hub.App.SendAsync(HttpMethod.Get, Path, key);
        Assert.Equal("OPS", Assert.Single((await list.JsonAsync()).GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [Stores]
    public async Task A_secret_is_in_no_answer_no_log_and_not_readable_in_the_store(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var slack = await WebhookReceiver.StartAsync(static (context, _) =>
        {
            context.Response.StatusCode = 404;
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, $"nothing at {context.Request.Path}");
        });
        var key = await hub.App.CreateKeyAsync();
        using var created = await hub.App.SendAsync(HttpMethod.Post, Path, key, new { kind = "slack", name = "slack", secret = $"{slack.Url}/services/s3cr3t" });
        var id = (await created.JsonAsync()).GetProperty("id").GetGuid();
        using var tested = await hub.App.SendAsync(HttpMethod.Post, $"{Path}/{id}/test", key);
        await hub.AskAsync(id);
        hub.Time.Advance(TimeSpan.FromSeconds(10));
        await hub.UntilAsync(NotificationStatus.Failed);
        using var read = await hub.App.SendAsync(HttpMethod.Get, $"{Path}/{id}", key);
        using var refused = await hub.App.SendAsync(HttpMethod.Patch, $"{Path}/{id}", key, new { secret = "ftp://s3cr3t/" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.False((await tested.JsonAsync()).GetProperty("delivered").GetBoolean());
        foreach (var answer in new[] { created, tested, read, refused })
        {
            Assert.DoesNotContain("s3cr3t", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(2, slack.Received.Count);
        Assert.DoesNotContain(hub.App.Logs.Lines, static line => line.Text.Contains("s3cr3t", StringComparison.Ordinal));
        Assert.DoesNotContain("s3cr3t", Assert.Single(await hub.NotificationsAsync()).Problem, StringComparison.Ordinal);
        var stored = await hub.App.ReadAsync(static store => store.Set<Channel>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain("s3cr3t", stored.Settings + System.Text.Encoding.UTF8.GetString(stored.Secret!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"email","name":"a"}""", "to")]
    [InlineData("""{"kind":"email","name":"a","to":[]}""", "to")]
    [InlineData("""{"kind":"email","name":"a","to":["x"]}""", "not an address")]
    [InlineData("""{"kind":"email","name":"a","to":["a@example.org\r\nBcc: b@example.org"]}""", "not an address")]
    [InlineData("""{"kind":"email","name":"a","to":["a@example.org","A@example.org"]}""", "twice")]
    [InlineData("""{"kind":"email","name":"a","to":["a@example.org"],"text":"{{ x }}"}""", "values")]
    [InlineData("""{"kind":"slack","name":"a"}""", "incoming webhook")]
    [InlineData("""{"kind":"slack","name":"a","secret":"ftp://example.org"}""", "https://")]
    [InlineData("""{"kind":"webhook","name":"a","url":"https://example.org"}""", "whsec_")]
    [InlineData("""{"kind":"webhook","name":"a","secret":"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}""", "url")]
    [InlineData("""{"kind":"log","name":"a","to":["a@example.org"]}""", "has no to")]
    [InlineData("""{"kind":"log","name":"a, b"}""", "comma")]
    [InlineData("""{"kind":"log","name":""}""", "name")]
    public async Task What_a_channel_cannot_be_is_refused_with_a_sentence(string body, string part)
    {
        await using var hub = await AssistanceHub.StartAsync(StoreKind.Sqlite);

        using var answer = await hub.App.SendAsync(HttpMethod.Post, Path, await hub.App.CreateKeyAsync(), JsonElement.Parse(body));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(part, await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_private_address_is_refused_unless_that_is_allowed(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var key = await hub.CreateKeyAsync();

        using var slack = await hub.SendAsync(HttpMethod.Post, Path, key, new { kind = "slack", name = "a", secret = "https://127.0.0.1/services/x" });
        using var webhook = await hub.SendAsync(HttpMethod.Post, Path, key, new { kind = "webhook", name = "b", url = "https://10.0.0.1/", secret = AssistanceHub.NewSecret() });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (slack.StatusCode, webhook.StatusCode));
    }

    [Theory]
    [Stores]
    public async Task A_channel_with_a_pending_notification_is_not_deleted(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        var channel = await hub.LogAsync();
        await hub.AskAsync("later", [(channel, 0, NotificationCondition.Always, TimeSpan.FromHours(1))]);

        using var answer = await hub.App.SendAsync(HttpMethod.Delete, $"{Path}/{channel}", await hub.App.CreateKeyAsync());

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task A_test_says_what_the_channel_said_and_keeps_the_limit_of_Slack(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var slack = await SlackSimulator.StartAsync(hub.Time);
        var (channel, key) = (await hub.SlackAsync(slack), await hub.App.CreateKeyAsync());

        using var first = await hub.App.SendAsync(HttpMethod.Post, $"{Path}/{channel}/test", key);
        using var second = await hub.App.SendAsync(HttpMethod.Post, $"{Path}/{channel}/test", key);

        Assert.Equal((true, "Slack answered ok."), ((await first.JsonAsync()).GetProperty("delivered").GetBoolean(), (await first.JsonAsync()).GetProperty("answer").GetString()));
        Assert.Equal((HttpStatusCode.Conflict, 1, 0), (second.StatusCode, slack.Posts.Count, slack.TooMany));
    }

    [Theory]
    [Stores]
    public async Task A_channel_without_its_secret_says_what_to_do(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var slack = await SlackSimulator.StartAsync(hub.Time);
        var channel = await hub.SlackAsync(slack);
        byte[]? none = null;
        await hub.App.WriteAsync(store => store.Set<Channel>().ExecuteUpdateAsync(set => set.SetProperty(static found => found.Secret, none)));

        await hub.AskAsync(channel);
        await hub.UntilAsync(NotificationStatus.Failed);

        Assert.StartsWith("The channel has no secret yet.", Assert.Single(await hub.NotificationsAsync()).Problem, StringComparison.Ordinal);
    }
}
