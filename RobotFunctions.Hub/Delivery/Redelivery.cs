using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Delivers again, for the API and the commands. A delivery starts over with the whole schedule; its attempts so far stay.</summary>
internal sealed class Redelivery(StoreWriter writer, DeliverySignal signal, TimeProvider time)
{
    /// <summary>Delivers one again: a dead letter, one that was delivered, or a pending one at once.</summary>
    public async Task<SubscriptionResult> RedeliverAsync(Caller caller, Guid id, CancellationToken cancellation)
    {
        var result = await writer.RunAsync(
            async store =>
            {
                var delivery = await store.DeliveriesOf(caller.WorkspaceId).AsNoTracking().SingleOrDefaultAsync(found => found.Id == id, cancellation);
                switch (delivery?.Status)
                {
                    case null:
                        return SubscriptionResult.NotFound("delivery");
                    case DeliveryStatus.Sending:
                        return SubscriptionResult.Conflict("The delivery is being sent. Look at its attempts in a minute.");
                    case DeliveryStatus.Paused:
                        return SubscriptionResult.Conflict("The subscription is disabled, so its deliveries are paused. Enable it, and they are resumed.");
                }

                var changed = await StartOverAsync(store.Deliveries.Where(found => found.Id == id && found.Status == delivery.Status), cancellation);
                if (changed == 0)
                {
                    return SubscriptionResult.Conflict("The delivery has just been claimed or changed. Look at it again.");
                }

                store.Audit.Add(AuditEntry.Of(caller, "delivery.redelivered", id.ToString(), time.GetUtcNow()));
                return SubscriptionResult.Done(await store.Deliveries.AsNoTracking().SingleAsync(found => found.Id == id, cancellation));
            },
            cancellation);
        if (result.Delivery is { } delivery)
        {
            signal.Wake(delivery.SubscriptionId);
        }

        return result;
    }

    /// <summary>Delivers all dead letters of a workspace again. Those of a disabled subscription are paused until it is enabled.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RedeliverAllDeadAsync(Caller caller, CancellationToken cancellation)
    {
        var count = await writer.RunAsync(
            store =>
            {
                store.Audit.Add(AuditEntry.Of(caller, "delivery.redelivered", "all dead letters", time.GetUtcNow()));
                return StartOverAsync(store.DeliveriesOf(caller.WorkspaceId).Where(static delivery => delivery.Status == DeliveryStatus.Dead), cancellation);
            },
            cancellation);
        signal.Sweep();
        return count;
    }

    private Task<int> StartOverAsync(IQueryable<EventDelivery> deliveries, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return deliveries.ExecuteUpdateAsync(
            set => set
                .SetProperty(static delivery => delivery.Status, DeliveryStatus.Pending)
                .SetProperty(static delivery => delivery.Attempts, 0)
                .SetProperty(static delivery => delivery.DueAt, now)
                .SetProperty(static delivery => delivery.DeliveredAt, (DateTimeOffset?)null),
            cancellation);
    }
}
