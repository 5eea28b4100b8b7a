using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>When events and deliveries are removed.</summary>
public sealed class DeliveryRetentionTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromHours(2);

    [Theory]
    [Stores]
    public async Task Deliveries_their_attempts_and_their_events_are_removed_when_their_time_is_over(StoreKind kind)
    {
        await using var hub = await StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync(receiver.Url, "receiver", "task.*");
        await hub.RecordAsync(type: "nobody.wants.it");
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered);

        hub.Time.Advance(DeliveryRetention.Interval);
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 2);
        hub.Time.Skip(Retention - DeliveryRetention.Interval);
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 1);
        await Eventually.TrueAsync(async () => await EventsAsync(hub) == 1);

        Assert.Single(await hub.AttemptsAsync());
        hub.Time.Skip(Retention);
        await Eventually.TrueAsync(async () => await EventsAsync(hub) == 0);
    }

    [Theory]
    [Stores]
    public async Task Dead_letters_and_what_waits_are_kept_with_their_events(StoreKind kind)
    {
        await using var hub = await StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (paused, _) = await hub.SubscribeAsync(receiver.Url, "paused", "paused.*");
        await hub.SubscribeAsync($"{receiver.Url}/400", "broken", "broken.*");
        await hub.SubscribeAsync(receiver.Url, "works", "works.*");
        await hub.Get<SubscriptionSwitch>().DisableAsync(CommandLineCaller.In(Workspace.DefaultId), paused.Id, default);
        await hub.RecordAsync(type: "paused.event");
        await hub.RecordAsync(type: "broken.event", count: 2);
        await hub.UntilAsync(DeliveryStatus.Pending, count: 2, attempts: 1);
        var (dead, later) = ((await hub.DeliveriesAsync()).First(static delivery => delivery.Status == DeliveryStatus.Pending).Id, hub.Time.GetUtcNow().AddDays(1));
        await hub.App.WriteAsync(async store =>
        {
            var broken = store.Deliveries.Where(static delivery => delivery.Status == DeliveryStatus.Pending);
            await broken.ExecuteUpdateAsync(set => set.SetProperty(static delivery => delivery.DueAt, later));
            await broken.Where(delivery => delivery.Id == dead).ExecuteUpdateAsync(static set => set.SetProperty(static delivery => delivery.Status, DeliveryStatus.Dead));
        });
        await hub.RecordAsync(type: "works.event");
        await hub.UntilAsync(DeliveryStatus.Delivered);

        hub.Time.Skip(2 * Retention);
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 0);
        await Eventually.TrueAsync(async () => await EventsAsync(hub) == 3);
        hub.Time.Advance(DeliveryRetention.Interval);

        Assert.Equal(3, await EventsAsync(hub));
        Assert.Equal(
            [DeliveryStatus.Pending, DeliveryStatus.Paused, DeliveryStatus.Dead],
            (await hub.DeliveriesAsync()).Select(static delivery => delivery.Status).Order());
    }

    [Theory]
    [Stores]
    public async Task Many_are_removed_in_many_small_transactions(StoreKind kind)
    {
        var removed = new RemovedRows();
        await using var hub = await StartAsync(kind, services => services.AddSingleton<IInterceptor>(removed));
        var (subscription, _) = await hub.SubscribeAsync("https://example.org/", types: "none.*");
        var now = hub.Time.GetUtcNow();
        await hub.App.WriteAsync(store =>
        {
            for (var number = 0; number <= DeliveryRetention.MaxRows; number++)
            {
                var recorded = new HubEvent { Id = Guid.CreateVersion7(now), WorkspaceId = Workspace.DefaultId, Type = "task.created", Subject = "/", At = now, Body = [] };
                store.Events.Add(recorded);
                store.Deliveries.Add(new EventDelivery { Id = Guid.CreateVersion7(now), WorkspaceId = Workspace.DefaultId, EventId = recorded.Id, SubscriptionId = subscription.Id, Status = DeliveryStatus.Delivered, DueAt = now });
            }

            return Task.CompletedTask;
        });

        hub.Time.Skip(Retention);
        await Eventually.TrueAsync(async () => await EventsAsync(hub) == 0);

        Assert.Equal([DeliveryRetention.MaxRows, 1, DeliveryRetention.MaxRows, 1], removed.PerStatement);
    }

    private static Task<DeliveryHub> StartAsync(StoreKind kind, Action<IServiceCollection>? services = null) =>
        DeliveryHub.StartAsync(kind, services: services, settings: ("HubServer:Retention:Deliveries", $"{Retention:c}"));

    private static Task<int> EventsAsync(DeliveryHub hub) => hub.App.ReadAsync(static store => store.Events.CountAsync());

    private sealed class RemovedRows : DbCommandInterceptor
    {
        public List<int> PerStatement { get; } = [];

        public override ValueTask<int> NonQueryExecutedAsync(
            System.Data.Common.DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("DELETE FROM \"Deliveries\"", StringComparison.Ordinal) || command.CommandText.Contains("DELETE FROM \"Events\"", StringComparison.Ordinal))
            {
                PerStatement.Add(result);
            }

            return ValueTask.FromResult(result);
        }
    }
}
