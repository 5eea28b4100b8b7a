using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Requests;

public sealed class AssistanceApiTests
{
    [Theory]
    [Stores]
    public async Task A_request_is_accepted_once_it_is_stored_with_a_notification_for_each_step_and_channel(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("Sales", null, "at once: slack, mail", "after 2 min unless delivered: mail", "after 15 min unless acknowledged: boss");

        using var answer = await hub.AskAsync(new { topic = "SALES", description = "Help!", requester = "Ada", url = "https://shop.example.org/1", severity = "low" });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var id = (await answer.JsonAsync()).GetProperty("id").GetGuid();
        Assert.Equal($"/assistance/{id}", answer.Headers.Location!.OriginalString);
        var now = hub.Time.GetUtcNow();
        Assert.Equal(
            [(0, NotificationCondition.Always, now), (0, NotificationCondition.Always, now), (1, NotificationCondition.UnlessDelivered, now.AddMinutes(2)), (2, NotificationCondition.UnlessAcknowledged, now.AddMinutes(15))],
            (await hub.NotificationsAsync(id)).Select(static notification => (notification.Step, notification.Condition, notification.DueAt)));
        var (_, read) = await hub.CallAsync(HttpMethod.Get, $"/assistance/{id}");
        Assert.Equal(("Sales", "Help!", "Ada", "https://shop.example.org/1", "low", "pending"), (Text(read, "topic"), Text(read, "description"), Text(read, "requester"), Text(read, "url"), Text(read, "severity"), Text(read, "status")));
        Assert.Equal(["mail 1", "slack 1", "mail 2", "boss 3"], read.GetProperty("notifications").EnumerateArray().Select(static notification => $"{Text(notification, "channel")} {notification.GetProperty("step")}"));
    }

    [Theory]
    [InlineData("/assistance")]
    [InlineData("/assistance/")]
    [InlineData("/assistance/?from=bot")]
    public async Task Clients_of_the_assistance_API_are_answered_with_and_without_a_slash_and_what_is_not_known_is_ignored(string path)
    {
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite);
        await hub.AddTopicAsync("sales", null, "at once: slack");

        using var answer = await hub.App.SendAsync(HttpMethod.Post, path, hub.Key, new { topic = "Sales", description = "Help!", bot = "landing", priority = 3 });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task An_unknown_topic_is_400_and_names_those_that_there_are(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        using var none = await hub.AskAsync(new { topic = "support", description = "Help!" });
        await hub.AddTopicAsync("sales", null, "at once: slack");
        await hub.AddTopicAsync("pricing", null, "at once: slack");

        using var unknown = await hub.AskAsync(new { topic = "support", description = "Help!" });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (none.StatusCode, unknown.StatusCode));
        Assert.Contains("There is no topic yet", await none.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal("There is no topic 'support'. The topics are: pricing, sales.", await unknown.DetailAsync());
        Assert.Empty(await hub.RequestsAsync());
    }

    [Theory]
    [InlineData("""{"topic":"sales"}""")]
    [InlineData("""{"topic":"sales","description":""}""")]
    [InlineData("""{"topic":"sales","description":7}""")]
    [InlineData("""{"topic":"sales","description":null}""")]
    [InlineData("""{"topic":"","description":"a"}""")]
    [InlineData("""{"topic":"sales","description":"a\u0000"}""")]
    [InlineData("""{"topic":"sales","description":"a","severity":"urgent"}""")]
    [InlineData("""{"topic":"sales","description":"a","url":"javascript:alert(1)"}""")]
    [InlineData("""{"topic":"sales","description":"a","url":"https://user:secret@example.org/"}""")]
    [InlineData("""{"topic":"sales","description":"a","requester":" "}""")]
    [InlineData("""["sales"]""")]
    public async Task A_bad_body_is_422(string body)
    {
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite);
        await hub.AddTopicAsync("sales", null, "at once: slack");

        using var answer = await hub.AskAsync(JsonElement.Parse(body));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotEmpty(await answer.DetailAsync());
    }

    [Theory]
    [InlineData("topic", 200)]
    [InlineData("description", 4000)]
    [InlineData("requester", 200)]
    public async Task Lengths_are_bounded(string member, int most)
    {
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite);
        await hub.AddTopicAsync(new string('a', 200), null, "at once: slack");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.UnprocessableEntity), (await AskAsync(most), await AskAsync(most + 1)));

        async Task<HttpStatusCode> AskAsync(int length)
        {
            var body = new Dictionary<string, string> { ["topic"] = new('a', 200), ["description"] = "b", [member] = new('a', length) };
            using var answer = await hub.AskAsync(body);
            return answer.StatusCode;
        }
    }

    [Theory]
    [Stores]
    public async Task A_token_with_the_scope_may_ask_and_what_it_asked_is_traced_and_audited(StoreKind kind)
    {
        await using var issuer = TestIssuer.Start();
        await using var hub = await RequestHub.StartAsync(kind, settings: issuer.Settings);
        await hub.AddTopicAsync("sales", null, "at once: slack");
        var token = issuer.Issue(hub.Time.GetUtcNow(), change: static descriptor => descriptor.Claims["scope"] = "request-assistance");
        var other = issuer.Issue(hub.Time.GetUtcNow(), change: static descriptor => descriptor.Claims["scope"] = "tasks:write ping");
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        var body = new { topic = "sales", description = "Help!" };

        using var refused = await hub.App.SendAsync(HttpMethod.Post, "/assistance", other, body);
        using var answer = await hub.App.SendAsync(HttpMethod.Post, "/assistance", token, body, ("traceparent", $"00-{trace}-b7ad6b7169203331-01"), ("X-Request-ID", "bot-7"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Accepted), (refused.StatusCode, answer.StatusCode));
        var request = Assert.Single(await hub.RequestsAsync());
        Assert.Equal("bot-7", request.RequestId);
        Assert.Contains(trace, request.TraceParent, StringComparison.Ordinal);
        var audited = await hub.App.ReadAsync(store => store.Audit.SingleAsync(entry => entry.Action == "assistance.requested"));
        Assert.Equal(("token:app", $"{request.Id}", "bot-7"), (audited.Actor, audited.Target, audited.RequestId));
    }

    [Theory]
    [Stores]
    public async Task A_repeated_request_with_an_idempotency_key_is_one_request(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("sales", null, "at once: slack");

        using var first = await hub.AskAsync(new { topic = "sales", description = "Help!" }, ("Idempotency-Key", "1"));
        using var again = await hub.AskAsync(new { topic = "sales", description = "Help!" }, ("Idempotency-Key", "1"));

        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(1, Assert.Single(await hub.RequestsAsync()).Count);
    }

    [Theory]
    [Stores]
    public async Task Equal_requests_within_the_window_are_told_once_and_counted_until_somebody_takes_care(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("sales", new { group = "10 min" }, "at once: slack");

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.AskAsync("sales", "The shop is down.")));
        var other = await hub.AskAsync("sales", "The shop is slow.");
        var urgent = await hub.AskAsync("sales", "The shop is down.", "high");
        var first = Assert.Single(ids.Distinct());
        Assert.Equal(8, (await hub.RequestAsync(first)).Count);
        Assert.Single(await hub.NotificationsAsync(first));
        Assert.Equal(3, new[] { first, other, urgent }.Distinct().Count());

        await hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{(await hub.RequestAsync(first)).TaskId}/claim");
        var afterClaim = await hub.AskAsync("sales", "The shop is down.");
        hub.Time.Advance(TimeSpan.FromMinutes(10));
        var afterWindow = await hub.AskAsync("sales", "The shop is down.");
        Assert.Equal(3, new[] { first, afterClaim, afterWindow }.Distinct().Count());
    }

    [Theory]
    [Stores]
    public async Task Quiet_hours_hold_requests_back_but_not_urgent_ones(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("sales", new { quiet_hours = new { from = "11:00", to = "14:00", time_zone = "UTC" } }, "at once: slack", "after 15 min unless acknowledged: boss");
        var now = hub.Time.GetUtcNow();

        var quiet = await hub.NotificationsAsync(await hub.AskAsync("sales"));
        var urgent = await hub.NotificationsAsync(await hub.AskAsync("sales", severity: "high"));

        Assert.Equal([now.AddHours(2), now.AddHours(2).AddMinutes(15)], quiet.Select(static notification => notification.DueAt));
        Assert.Equal([now, now.AddMinutes(15)], urgent.Select(static notification => notification.DueAt));
    }

    [Theory]
    [Stores]
    public async Task The_list_has_filters_by_topic_and_by_where_requests_stand(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("sales", null, "at once: slack", "after 1 min unless delivered: mail");
        await hub.AddTopicAsync("pricing", null, "at once: slack");
        var pending = await hub.AskAsync("sales", "1");
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        var delivered = await hub.AskAsync("sales", "2");
        await hub.EndAsync(delivered, NotificationStatus.Delivered);
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        var failed = await hub.AskAsync("pricing", "3");
        await hub.EndAsync(failed, NotificationStatus.Failed);
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        var acknowledged = await hub.AskAsync("pricing", "4");
        await hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{(await hub.RequestAsync(acknowledged)).TaskId}/claim");

        Assert.Equal([acknowledged, failed, delivered, pending], await ListAsync(""));
        Assert.Equal([delivered, pending], await ListAsync("?topic=sales"));
        Assert.Equal([pending], await ListAsync("?status=pending"));
        Assert.Equal([delivered], await ListAsync("?status=delivered"));
        Assert.Equal([failed], await ListAsync("?status=failed&topic=pricing"));
        Assert.Equal([acknowledged], await ListAsync("?status=acknowledged"));
        Assert.Empty(await ListAsync("?status=withdrawn"));
        Assert.Equal([acknowledged, failed], await ListAsync("?limit=2"));
        Assert.Equal(HttpStatusCode.BadRequest, (await hub.CallAsync(HttpMethod.Get, "/api/v1/assistance?status=lost")).Status);

        async Task<List<Guid>> ListAsync(string query) =>
            [.. (await hub.CallAsync(HttpMethod.Get, $"/api/v1/assistance{query}")).Body.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetGuid())];
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
