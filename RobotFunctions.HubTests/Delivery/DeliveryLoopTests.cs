using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>Which events are delivered, and to whom.</summary>
public sealed class DeliveryLoopTests
{
    [Theory]
    [Stores]
    public async Task An_event_goes_to_the_subscriptions_of_its_type_only(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync($"{receiver.Url}/tasks", "tasks", "task.*");
        await hub.SubscribeAsync($"{receiver.Url}/robots", "robots", "robot.created", "robot.deleted");

        await hub.RecordAsync(type: "task.created");
        await hub.RecordAsync(type: "robot.deleted");
        await hub.RecordAsync(type: "robot.updated");
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 2);

        Assert.Equal(["/robots", "/tasks"], receiver.Received.Select(static received => received.Target).Order());
    }

    [Theory]
    [Stores]
    public async Task A_change_that_is_rolled_back_tells_nobody(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync(receiver.Url);

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.App.WriteAsync(async store =>
        {
            await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default);
            await store.SaveChangesAsync();
            throw new InvalidOperationException("The change fails after its event was recorded.");
        }));
        await hub.RecordAsync(type: "task.resolved");
        await hub.UntilAsync(DeliveryStatus.Delivered);

        Assert.Equal("task.resolved", JsonElement.Parse(Assert.Single(receiver.Received).Body).GetProperty("type").GetString());
    }

    [Theory]
    [Stores]
    public async Task Targets_that_hang_delay_no_other(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var hanging = await WebhookReceiver.StartAsync();
        for (var number = 0; number < 10; number++)
        {
            await hub.SubscribeAsync($"{hanging.Url}/hang", $"hanging {number}");
        }

        await hub.SubscribeAsync(receiver.Url);

        // The time of the Hub stands still, so that no send to a hanging target ends.
        await hub.RecordAsync(count: 100);
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 100);

        Assert.Equal(100, receiver.Received.Select(static received => received.Id).Distinct().Count());
        Assert.True(hanging.Received.Count <= 10 * Circuit.MaxSends, $"{hanging.Received.Count} sends hang.");
    }

    [Theory]
    [Stores]
    public async Task A_name_that_leads_to_a_private_address_is_not_called_unless_that_is_allowed(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind, allowPrivate: false);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync(receiver.Url.Replace("http://127.0.0.1", "https://localhost", StringComparison.Ordinal) + "/?key=secret");

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);

        Assert.Empty(receiver.Received);
        var problem = Assert.Single(await hub.AttemptsAsync()).Problem;
        Assert.Contains("AllowPrivateDestinations", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }
}
