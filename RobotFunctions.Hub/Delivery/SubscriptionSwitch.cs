using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Enables and disables subscriptions, and with them the deliveries that wait.</summary>
internal sealed class SubscriptionSwitch(StoreWriter writer, DeliverySignal signal, TimeProvider time)
{
    /// <summary>Enables a disabled subscription. Its paused deliveries are resumed at once, or discarded.</summary>
    public async Task<SubscriptionResult> EnableAsync(Caller caller, Guid id, bool discard, CancellationToken cancellation)
    {
        var result = await writer.RunAsync(store => new SubscriptionChange(caller, id, "subscription.enabled").RunAsync(store, time.GetUtcNow(), async subscription =>
        {
            var now = time.GetUtcNow();
            var paused = store.Deliveries.Where(delivery => delivery.SubscriptionId == id && delivery.Status == DeliveryStatus.Paused);
            subscription.DisabledAt = null;
            subscription.DisabledReason = null;
            await (discard
                ? paused.ExecuteDeleteAsync(cancellation)
                : paused.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(static delivery => delivery.Status, DeliveryStatus.Pending)
                        .SetProperty(static delivery => delivery.DueAt, now)
                        .SetProperty(static delivery => delivery.Attempts, 0),
                    cancellation));
            return SubscriptionResult.Done(subscription);
        }, cancellation), cancellation);
        signal.Wake(id);
        return result;
    }

    /// <summary>Disables a subscription: what is recorded for it is paused, but for the sends that are under way.</summary>
    public async Task<SubscriptionResult> DisableAsync(Caller caller, Guid id, CancellationToken cancellation)
    {
        var result = await writer.RunAsync(
            store => new SubscriptionChange(caller, id, "subscription.disabled").RunAsync(store, time.GetUtcNow(), async subscription =>
            {
                subscription.DisabledAt ??= time.GetUtcNow();
                subscription.DisabledReason ??= $"{caller.Actor} disabled it.";
                await store.Deliveries
                    .Where(delivery => delivery.SubscriptionId == id && delivery.Status == DeliveryStatus.Pending)
                    .ExecuteUpdateAsync(static set => set.SetProperty(static delivery => delivery.Status, DeliveryStatus.Paused), cancellation);
                return SubscriptionResult.Done(subscription);
            }, cancellation),
            cancellation);
        signal.Wake(id);
        return result;
    }
}
