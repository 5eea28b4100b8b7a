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

        /// <summary>The deliveries of a workspace.</summary>
        public IQueryable<EventDelivery> DeliveriesOf(Guid workspaceId) => store.Deliveries.Where(delivery => delivery.WorkspaceId == workspaceId);
    }
}
