using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>The event <c>delivery.failed</c>.</summary>
public sealed class DeliveryFailedEventTests
{
    [Theory]
    [Stores]
    public async Task A_dead_letter_is_told_of_in_an_event(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (broken, _) = await hub.SubscribeAsync($"{receiver.Url}/400", "broken", "task.*");
        await hub.SubscribeAsync($"{receiver.Url}/watch", "watch", FailedDeliveries.EventType);

        var lost = Assert.Single(await hub.RecordAsync());
        await FailAsync(hub);
        await hub.UntilAsync(DeliveryStatus.Delivered);

        var dead = Assert.Single(await hub.DeliveriesAsync(), static delivery => delivery.Status == DeliveryStatus.Dead);
        var told = JsonElement.Parse(Assert.Single(receiver.Received, static received => received.Target == "/watch").Body);
        Assert.Equal((FailedDeliveries.EventType, $"/api/v1/deliveries/{dead.Id}"), (told.GetProperty("type").GetString(), told.GetProperty("subject").GetString()));
        Assert.Equal(
            $$"""{"delivery_id":"{{dead.Id}}","event_id":"{{lost.Id}}","event_type":"task.created","subscription_id":"{{broken.Id}}","subscription_name":"broken","status":"dead","attempts":10,"answer":400,"problem":"The destination answered 400."}""",
            told.GetProperty("data").GetRawText());
    }

    [Theory]
    [Stores]
    public async Task A_subscription_that_410_disables_is_told_of_once(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync($"{receiver.Url}/410", "gone", "task.*");
        await hub.SubscribeAsync($"{receiver.Url}/watch", "watch", FailedDeliveries.EventType);

        await hub.App.WriteAsync(async store =>
        {
            await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default);
            await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default);
        });
        await hub.UntilAsync(DeliveryStatus.Delivered);
        await hub.UntilAsync(DeliveryStatus.Paused, count: 2);

        var told = JsonElement.Parse(Assert.Single(receiver.Received, static received => received.Target == "/watch").Body).GetProperty("data");
        Assert.Equal(("paused", 410), (told.GetProperty("status").GetString(), told.GetProperty("answer").GetInt32()));
        Assert.Equal(1, await FailuresAsync(hub));
    }

    [Theory]
    [Stores]
    public async Task An_event_about_a_failed_delivery_that_cannot_be_delivered_itself_is_not_told_of(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync($"{receiver.Url}/410", "gone", "task.*");
        await hub.SubscribeAsync($"{receiver.Url}/400", "watch", FailedDeliveries.EventType);

        await hub.RecordAsync();
        await FailAsync(hub);

        Assert.Equal(1, await FailuresAsync(hub));
        Assert.Equal([DeliveryStatus.Paused, DeliveryStatus.Dead], (await hub.DeliveriesAsync()).Select(static delivery => delivery.Status).Order());
    }

    [Theory]
    [Stores]
    public async Task Who_lost_its_lease_tells_of_no_dead_letter(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (subscription, _) = await hub.SubscribeAsync($"{receiver.Url}/hang");
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Sending);

        var late = Assert.Single(await hub.DeliveriesAsync());
        await hub.App.WriteAsync(store => store.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(static delivery => delivery.DueAt, late.DueAt + TimeSpan.FromSeconds(1))));
        var result = new SendResult { Answer = StatusCodes.Status400BadRequest, Problem = "The destination answered 400." };
        var verdict = DeliveryVerdict.Of(DeliveryVerdict.Schedule.Count, result, hub.Time.GetUtcNow());
        await hub.Get<DeliveryQueue>().AdvanceAsync(subscription.Id, [new(new(late, subscription.Url, result, Attempt: null), verdict)], room: 0, default);

        Assert.Equal(DeliveryStatus.Dead, verdict.Status);
        Assert.Equal(0, await FailuresAsync(hub));
    }

    // Lets time pass until a delivery is a dead letter.
    private static async Task FailAsync(DeliveryHub hub)
    {
        for (var attempt = 1; attempt < DeliveryVerdict.Schedule.Count; attempt++)
        {
            await hub.UntilAsync(DeliveryStatus.Pending, attempts: attempt);
            hub.Time.Skip(DeliveryVerdict.Schedule[attempt]);
        }

        await hub.UntilAsync(DeliveryStatus.Dead);
    }

    private static Task<int> FailuresAsync(DeliveryHub hub) =>
        hub.App.ReadAsync(static store => store.Events.CountAsync(static recorded => recorded.Type == FailedDeliveries.EventType));
}
