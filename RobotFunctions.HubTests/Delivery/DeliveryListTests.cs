using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

public sealed class DeliveryListTests
{
    private const int Many = 3000;

    [Theory]
    [Stores]
    public async Task Every_list_is_read_by_an_index_among_many_that_are_not_listed(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var few = await hub.CreateWorkspaceAsync("few");
        var (busy, quiet) = (Guid.NewGuid(), Guid.NewGuid());
        await hub.WriteAsync(store =>
        {
            Add(store, Workspace.DefaultId, busy, Many);
            Add(store, Workspace.DefaultId, quiet, count: 5);
            Add(store, few, Guid.NewGuid(), count: 100);
            return Task.CompletedTask;
        });
        await hub.WriteAsync(static store => store.Database.ExecuteSqlRawAsync("ANALYZE"));

        foreach (var (filter, index) in new (DeliveryList.Filter, string)[]
        {
            (new(few, Status: null, SubscriptionId: null, Before: null), "IX_Deliveries_WorkspaceId_Id"),
            (new(few, Status: null, SubscriptionId: null, Before: Guid.CreateVersion7()), "IX_Deliveries_WorkspaceId_Id"),
            (new(few, DeliveryStatus.Dead, SubscriptionId: null, Before: null), "IX_Deliveries_WorkspaceId_Status_Id"),
            (new(Workspace.DefaultId, Status: null, quiet, Before: null), "IX_Deliveries_SubscriptionId_Id"),
        })
        {
            var plan = await hub.ReadAsync(store => QueryPlan.OfAsync(store, DeliveryList.Select(store, filter, limit: 50)));

            Assert.True(plan.Contains($"{(kind == StoreKind.Sqlite ? "SEARCH d USING INDEX " : "")}{index}", StringComparison.Ordinal), plan);
            Assert.DoesNotContain("Seq Scan on \"Deliveries\"", plan, StringComparison.Ordinal);
        }
    }

    private static void Add(HubStore store, Guid workspace, Guid subscription, int count)
    {
        var at = DateTimeOffset.UnixEpoch;
        store.Subscriptions.Add(new Subscription
        {
            Id = subscription,
            WorkspaceId = workspace,
            Name = $"{subscription}",
            Kind = SubscriptionKind.Webhook,
            Url = "https://example.org/",
            Types = "none",
            CreatedAt = at,
        });
        for (var number = 0; number < count; number++)
        {
            var recorded = new HubEvent { Id = Guid.NewGuid(), WorkspaceId = workspace, Type = "task.created", Subject = "/", At = at, Body = [] };
            store.Events.Add(recorded);
            store.Deliveries.Add(new EventDelivery
            {
                Id = Guid.NewGuid(),
                WorkspaceId = workspace,
                EventId = recorded.Id,
                SubscriptionId = subscription,
                DueAt = at,
                Status = number % 2 == 0 ? DeliveryStatus.Dead : DeliveryStatus.Delivered,
            });
        }
    }
}
