using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>The tables of this area.</summary>
internal static class DeliveryTables
{
    extension(HubStore store)
    {
        public DbSet<HubEvent> Events => store.Set<HubEvent>();

        public DbSet<Subscription> Subscriptions => store.Set<Subscription>();

        public DbSet<EventDelivery> Deliveries => store.Set<EventDelivery>();

        public DbSet<DeliveryAttempt> DeliveryAttempts => store.Set<DeliveryAttempt>();

        /// <summary>The deliveries of a workspace, which are those of its subscriptions.</summary>
        public IQueryable<EventDelivery> DeliveriesOf(Guid workspaceId)
        {
            var subscriptions = store.Subscriptions.Where(subscription => subscription.WorkspaceId == workspaceId).Select(static subscription => subscription.Id);
            return store.Deliveries.Where(delivery => subscriptions.Contains(delivery.SubscriptionId));
        }
    }
}
