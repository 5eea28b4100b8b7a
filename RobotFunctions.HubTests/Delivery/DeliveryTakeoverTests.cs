using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>Deliveries of a Hub that was stopped or killed, and of several on one database.</summary>
public sealed class DeliveryTakeoverTests
{
    [Theory]
    [Stores]
    public async Task What_a_dead_process_had_claimed_is_delivered_under_the_same_id_when_its_lease_ends(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (subscription, _) = await hub.SubscribeAsync(receiver.Url);
        var dead = hub.Get<DeliveryQueue>();
        HubEvent? recorded = null;

        // In one transaction with the record: the loop of this process sees it claimed already.
        await hub.App.WriteAsync(async store =>
        {
            recorded = await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default);
            await store.SaveChangesAsync();
            await store.Deliveries.ExecuteUpdateAsync(
                set => set.SetProperty(static delivery => delivery.Status, DeliveryStatus.Sending).SetProperty(static delivery => delivery.DueAt, hub.Time.GetUtcNow() + DeliveryQueue.Lease));
        });
        hub.Time.Advance(DeliveryQueue.Lease - TimeSpan.FromSeconds(5));
        Assert.Empty((await dead.AdvanceAsync(subscription.Id, [], room: 10, default)).Items);
        Assert.Empty(receiver.Received);
        hub.Time.Advance(TimeSpan.FromSeconds(5));
        await hub.UntilAsync(DeliveryStatus.Delivered);

        Assert.Equal(recorded!.Id.ToString(), Assert.Single(receiver.Received).Id);
    }

    [Theory]
    [Stores]
    public async Task Who_lost_its_lease_cannot_mark_the_delivery_any_more(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var hanging = await WebhookReceiver.StartAsync();
        var (subscription, _) = await hub.SubscribeAsync($"{hanging.Url}/hang");
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Sending);

        var late = Assert.Single(await hub.DeliveriesAsync());
        await hub.App.WriteAsync(store => store.Deliveries.ExecuteUpdateAsync(
            set => set.SetProperty(static delivery => delivery.DueAt, late.DueAt + TimeSpan.FromSeconds(1))));
        var result = new SendResult { Answer = 200 };
        await hub.Get<DeliveryQueue>().AdvanceAsync(subscription.Id, [new(new(late, subscription.Url, result, Attempt: null), DeliveryVerdict.Of(1, result, hub.Time.GetUtcNow()))], room: 0, default);

        Assert.Equal(DeliveryStatus.Sending, Assert.Single(await hub.DeliveriesAsync()).Status);
    }

    [PostgresFact]
    public async Task Two_Hubs_on_one_database_deliver_nothing_twice()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var one = await DeliveryHub.StartAsync(StoreKind.Postgres, database);
        await using var other = await DeliveryHub.StartAsync(StoreKind.Postgres, database);
        await one.SubscribeAsync(receiver.Url);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => (number % 2 == 0 ? one : other).RecordAsync(count: 50)));
        await one.UntilAsync(DeliveryStatus.Delivered, count: 400);

        Assert.Equal(400, receiver.Received.Count);
        Assert.Equal(400, receiver.Received.Select(static received => received.Id).Distinct().Count());
        Assert.DoesNotContain(one.App.Logs.Lines.Concat(other.App.Logs.Lines), static line => line.Level >= LogLevel.Warning && !line.Text.Contains("KeysCertificate", StringComparison.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_stop_interrupts_sends_after_the_grace_period_and_counts_no_attempt(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var hanging = await WebhookReceiver.StartAsync();
        var hub = await DeliveryHub.StartAsync(kind, database);
        await hub.SubscribeAsync($"{hanging.Url}/hang");
        await hub.RecordAsync();
        await Eventually.TrueAsync(() => hanging.Received.Count == 1);

        // The grace period has begun when the call returns.
        var stop = hub.Get<IEnumerable<IHostedService>>().OfType<DeliveryLoop>().Single().StopAsync(default);
        hub.Time.Advance(DestinationPump.Grace);
        await stop;
        await hub.DisposeAsync();

        // Long before the lease would have ended.
        await using var next = await DeliveryHub.StartAsync(kind, database, hub.Time);
        await Eventually.TrueAsync(() => hanging.Received.Count == 2);
        Assert.Equal(0, Assert.Single(await next.DeliveriesAsync()).Attempts);
        Assert.Empty(await next.AttemptsAsync());
        Assert.Single(hanging.Received.Select(static received => received.Id).Distinct());
    }
}
