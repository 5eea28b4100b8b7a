using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

public sealed class ClaimTests
{
    private const string ClaimIndex = "IX_Deliveries_SubscriptionId_Status_DueAt_Id";

    [Theory]
    [Stores]
    public async Task A_claim_finds_what_is_due_by_an_index_among_many_that_are_not(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var (subscription, _) = await hub.SubscribeAsync("https://example.org/");
        await hub.Get<SubscriptionSwitch>().DisableAsync(CommandLineCaller.In(subscription.WorkspaceId), subscription.Id, default);
        await hub.App.WriteAsync(async store =>
        {
            var recorded = new List<HubEvent>();
            for (var number = 0; number < 3000; number++)
            {
                recorded.Add(await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default));
            }
        });
        await hub.App.WriteAsync(static store => store.Deliveries.ExecuteUpdateAsync(static set => set.SetProperty(static delivery => delivery.Status, DeliveryStatus.Delivered)));

        var plan = await hub.App.ReadAsync(async store =>
        {
            await store.Database.ExecuteSqlRawAsync("ANALYZE");
            return await PlanAsync(store, subscription.Id);
        });

        Assert.Contains(ClaimIndex, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN Deliveries", plan, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_claim_takes_the_oldest_that_are_due_and_no_more_than_it_may(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var broken = await WebhookReceiver.StartAsync();
        var (subscription, _) = await hub.SubscribeAsync($"{broken.Url}/503");
        await hub.RecordAsync(count: Circuit.MaxFailures);
        await hub.UntilAsync(DeliveryStatus.Pending, count: Circuit.MaxFailures, attempts: 1);

        // The loop claims nothing for a target that fails.
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        var waiting = await hub.RecordAsync(count: 5);
        var claimed = await hub.Get<DeliveryQueue>().AdvanceAsync(subscription.Id, [], room: 3, default);

        Assert.Equal(3, claimed.Items.Count);
        Assert.All(claimed.Items, item => Assert.Equal((hub.Time.GetUtcNow() + DeliveryQueue.Lease, DeliveryStatus.Sending), (item.Delivery.DueAt, item.Delivery.Status)));
        Assert.Subset(waiting.Select(static recorded => recorded.Id).ToHashSet(), claimed.Items.Select(static item => item.Event.Id).ToHashSet());
    }

    private static async Task<string> PlanAsync(HubStore store, Guid subscription)
    {
        await store.Database.OpenConnectionAsync();
        await using var command = store.Database.GetDbConnection().CreateCommand();
        command.CommandText = string.Format(null, DeliveryQueue.ClaimStatement(locks: store is PostgresStore), "@subscription", "@now", "@room", "@lease");
        foreach (var (name, value) in new (string, object)[] { ("subscription", subscription), ("now", DateTime.UnixEpoch), ("room", 10), ("lease", DateTime.UnixEpoch) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return await QueryPlan.OfAsync(store, command);
    }
}
