using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>What arrives, and how a receiver verifies it.</summary>
public sealed class SignedDeliveryTests
{
    [Theory]
    [Stores]
    public async Task An_event_arrives_as_a_CloudEvent_that_an_independent_verifier_accepts(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind, time: new(TimeProvider.System.GetUtcNow()));
        await using var receiver = await WebhookReceiver.StartAsync();
        var (_, secret) = await hub.SubscribeAsync(receiver.Url);

        var recorded = Assert.Single(await hub.RecordAsync());
        await hub.UntilAsync(DeliveryStatus.Delivered);

        var received = Assert.Single(receiver.Received);
        Assert.Equal(recorded.Id.ToString(), received.Id);
        Assert.Equal("application/json; charset=utf-8", received.Headers["content-type"].ToString());
        Verify(received, secret);
        var body = JsonElement.Parse(received.Body);
        Assert.Equal(
            ("1.0", received.Id, "task.created", "/api/v1/tasks/1", "application/json", "request-1", "ü"),
            (Text("specversion"), Text("id"), Text("type"), Text("subject"), Text("datacontenttype"), Text("requestid"), body.GetProperty("data").GetProperty("state").GetString()));
        Assert.Equal(recorded.At, body.GetProperty("time").GetDateTimeOffset());
        Assert.Equal((int)HttpStatusCode.NoContent, Assert.Single(await hub.AttemptsAsync()).Answer);

        string? Text(string name) => body.GetProperty(name).GetString();
    }

    [Theory]
    [Stores]
    public async Task A_rotated_secret_and_the_former_one_both_verify_for_a_day(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind, time: new(TimeProvider.System.GetUtcNow()));
        await using var receiver = await WebhookReceiver.StartAsync();
        var (subscription, former) = await hub.SubscribeAsync(receiver.Url);
        var current = (await hub.Get<Subscriptions>().RotateAsync(CommandLineCaller.In(Workspace.DefaultId), subscription.Id, secret: null, default)).Secret!;

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered);
        var received = receiver.Received.Single();
        Assert.NotEqual(former, current);

        // The package reads the first signature of a header only, so each is verified by itself. Our own verifier reads all.
        var signatures = received.Headers["webhook-signature"].ToString().Split(' ');
        Assert.Equal(2, signatures.Length);
        Verify(received, current, signatures[0]);
        Verify(received, former, signatures[1]);

        hub.Time.Skip(Subscriptions.Overlap);
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 2);
        Assert.Single(receiver.Received.Last().Headers["webhook-signature"].ToString().Split(' '));
    }

    private static void Verify(ReceivedWebhook received, string secret, string? signature = null)
    {
        var headers = new HeaderDictionary();
        foreach (var name in (string[])["webhook-id", "webhook-timestamp", "webhook-signature"])
        {
            headers[name] = received.Headers[name].ToString();
        }

        headers["webhook-signature"] = signature ?? headers["webhook-signature"];
        new StandardWebhooks.StandardWebhook(secret).Verify(System.Text.Encoding.UTF8.GetString(received.Body), headers);
    }
}
