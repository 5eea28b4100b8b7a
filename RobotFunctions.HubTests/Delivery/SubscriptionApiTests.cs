using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

public sealed class SubscriptionApiTests
{
    [Theory]
    [Stores]
    public async Task A_test_event_of_a_new_subscription_arrives_and_its_delivery_shows_the_attempt(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (status, created) = await SendAsync(hub, HttpMethod.Post, "/api/v1/subscriptions", new { kind = "webhook", name = "sample", url = receiver.Url, types = (string[])["task.*"] });
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.StartsWith("whsec_", created.GetProperty("secret").GetString(), StringComparison.Ordinal);
        var path = $"/api/v1/subscriptions/{created.GetProperty("id").GetString()}";

        var (accepted, delivery) = await SendAsync(hub, HttpMethod.Post, $"{path}/test");
        Assert.Equal(HttpStatusCode.Accepted, accepted);
        await hub.UntilAsync(DeliveryStatus.Delivered);

        var (_, shown) = await SendAsync(hub, HttpMethod.Get, $"/api/v1/deliveries/{delivery.GetProperty("id").GetString()}");
        Assert.Equal(("hub.test", "delivered"), (shown.GetProperty("event_type").GetString(), shown.GetProperty("status").GetString()));
        Assert.Equal(204, Assert.Single(shown.GetProperty("history").EnumerateArray()).GetProperty("answer").GetInt32());
        Assert.False((await SendAsync(hub, HttpMethod.Get, path)).Body.TryGetProperty("secret", out _));
    }

    [Theory]
    [Stores]
    public async Task A_subscription_is_listed_changed_rotated_disabled_enabled_and_removed(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var (subscription, secret) = await hub.SubscribeAsync("https://example.org/", "before");
        var path = $"/api/v1/subscriptions/{subscription.Id}";

        var (_, changed) = await SendAsync(hub, HttpMethod.Patch, path, new { name = "after", types = (string[])["robot.*"] });
        Assert.Equal(("after", "https://example.org/"), (changed.GetProperty("name").GetString(), changed.GetProperty("url").GetString()));
        Assert.Equal("after", Assert.Single((await SendAsync(hub, HttpMethod.Get, "/api/v1/subscriptions")).Body.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.NotEqual(secret, (await SendAsync(hub, HttpMethod.Post, $"{path}/rotate")).Body.GetProperty("secret").GetString());
        Assert.NotEqual(JsonValueKind.Null, (await SendAsync(hub, HttpMethod.Post, $"{path}/disable")).Body.GetProperty("disabled_at").ValueKind);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(hub, HttpMethod.Post, $"{path}/test")).Status);
        Assert.Equal(JsonValueKind.Null, (await SendAsync(hub, HttpMethod.Post, $"{path}/enable", new { paused = "discard" })).Body.GetProperty("disabled_at").ValueKind);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(hub, HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(hub, HttpMethod.Get, path)).Status);
    }

    [Theory]
    [Stores]
    public async Task What_is_not_allowed_is_refused_with_a_sentence(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var (subscription, _) = await hub.SubscribeAsync("https://example.org/", "taken");
        var path = $"/api/v1/subscriptions/{subscription.Id}";

        await RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "/api/v1/subscriptions", new { kind = "webhook", name = "taken", url = "https://example.org/" });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "/api/v1/subscriptions", new { kind = "webhook", name = "other", url = "ftp://example.org/" });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "/api/v1/subscriptions", new { kind = "storage-queue", name = "other", url = "https://a.queue.core.windows.net/q" });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Patch, path, new { name = "" });
        await RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"/api/v1/subscriptions/{Guid.Empty}/rotate", null);
        await RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"/api/v1/deliveries/{Guid.Empty}/redeliver", null);
        await RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/v1/deliveries?status=1", null);
        await RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/v1/deliveries?limit=501", null);

        async Task RefusedAsync(HttpStatusCode expected, HttpMethod method, string path, object? body)
        {
            var (status, problem) = await SendAsync(hub, method, path, body);
            Assert.Equal((expected, true), (status, problem.GetProperty("detail").GetString()!.EndsWith('.')));
        }
    }

    [Theory]
    [Stores]
    public async Task A_stored_credential_is_not_sent_to_another_host(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var (_, created) = await SendAsync(
            hub, HttpMethod.Post, "/api/v1/subscriptions", new { kind = "cloudevents", name = "grid", url = "https://example.org/a", credential = "aeg-sas-key: abc" });
        var path = $"/api/v1/subscriptions/{created.GetProperty("id").GetString()}";

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(hub, HttpMethod.Patch, path, new { url = "https://example.com/a" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(hub, HttpMethod.Patch, path, new { url = "https://example.org/b" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(hub, HttpMethod.Patch, path, new { url = "https://example.com/a", credential = "" })).Status);
        Assert.Null(await hub.App.ReadAsync(static store => store.Subscriptions.Select(static found => found.Credential).SingleAsync()));
    }

    [Theory]
    [Stores]
    public async Task A_CloudEvents_endpoint_gets_its_credential_and_no_signature(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync(static (context, _) =>
        {
            context.Response.StatusCode = 401;
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "not the key credential-value");
        });
        await SendAsync(hub, HttpMethod.Post, "/api/v1/subscriptions", new { kind = "cloudevents", name = "grid", url = receiver.Url, credential = "aeg-sas-key: credential-value" });

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);

        var received = Assert.Single(receiver.Received);
        Assert.Equal(("credential-value", "application/cloudevents+json; charset=utf-8"), (received.Headers["aeg-sas-key"].ToString(), received.Headers["content-type"].ToString()));
        Assert.False(received.Headers.ContainsKey("webhook-signature"));
        Assert.Equal("The destination answered 401.", Assert.Single(await hub.AttemptsAsync()).Problem);
    }

    [Theory]
    [Stores]
    public async Task Deliveries_are_paged_without_gaps_and_filtered(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var (subscription, _) = await hub.SubscribeAsync("https://example.org/");
        await hub.Get<SubscriptionSwitch>().DisableAsync(CommandLineCaller.In(subscription.WorkspaceId), subscription.Id, default);
        await hub.RecordAsync(count: 5);

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var (_, page) = await SendAsync(hub, HttpMethod.Get, $"/api/v1/deliveries?limit=2&status=paused&subscription={subscription.Id}{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetString()));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal((await hub.DeliveriesAsync()).Select(static delivery => delivery.Id.ToString()).OrderDescending(), seen);
        Assert.Empty((await SendAsync(hub, HttpMethod.Get, "/api/v1/deliveries?status=dead")).Body.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Stores]
    public async Task A_change_of_a_version_that_is_no_longer_there_is_refused(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var (subscription, _) = await hub.SubscribeAsync("https://example.org/", "first");
        var path = $"/api/v1/subscriptions/{subscription.Id}";
        var key = await hub.App.CreateKeyAsync(Scopes.DeliveriesRead, Scopes.DeliveriesWrite);

        Assert.Equal(HttpStatusCode.OK, await ChangeAsync("second"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await ChangeAsync("third"));

        Assert.Equal("second", (await SendAsync(hub, HttpMethod.Get, path)).Body.GetProperty("name").GetString());

        async Task<HttpStatusCode> ChangeAsync(string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(new { name }) };
            request.Headers.Add("api-key", key);
            request.Headers.Add("If-Match", subscription.Tag);
            using var answer = await hub.App.Client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Theory]
    [Stores]
    public async Task Every_change_is_audited_and_one_that_is_refused_is_not(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var (subscription, _) = await hub.SubscribeAsync("https://example.org/", "before");
        var path = $"/api/v1/subscriptions/{subscription.Id}";

        await SendAsync(hub, HttpMethod.Patch, path, new { name = "after" });
        await SendAsync(hub, HttpMethod.Patch, path, new { name = "" });
        await SendAsync(hub, HttpMethod.Post, $"{path}/rotate");
        await SendAsync(hub, HttpMethod.Delete, path);

        var audited = await hub.App.ReadAsync(store => store.Audit.Where(entry => entry.Target == subscription.Id.ToString()).Select(static entry => entry.Action).ToListAsync());
        Assert.Equal(["subscription.changed", "subscription.created", "subscription.removed", "subscription.rotated"], audited.Order(StringComparer.Ordinal));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(DeliveryHub hub, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("api-key", await hub.App.CreateKeyAsync(Scopes.DeliveriesRead, Scopes.DeliveriesWrite));
        using var response = await hub.App.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }
}
