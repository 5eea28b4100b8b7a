using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Records an event when a delivery will not be attempted again unless somebody acts.</summary>
internal sealed class FailedDeliveries(Outbox outbox)
{
    /// <summary>The type of the event.</summary>
    public const string EventType = "delivery.failed";

    /// <summary>
    /// Records the event for all subscriptions but the one that failed. What was not delivered may be such an event itself, of which there is none: two
    /// destinations that fail would feed each other for ever.
    /// </summary>
    /// <param name="store">The store in the transaction that marks the delivery.</param>
    /// <param name="subscription">Where it was sent to.</param>
    /// <param name="failed">The last attempt.</param>
    /// <param name="status">The status of the delivery after it.</param>
    /// <param name="cancellation">Cancels reading.</param>
    public async Task RecordAsync(HubStore store, Guid subscription, FinishedSend failed, DeliveryStatus status, CancellationToken cancellation)
    {
        var delivery = failed.Delivery;
        var type = await store.Events.Where(@event => @event.Id == delivery.EventId).Select(static @event => @event.Type).SingleAsync(cancellation);
        if (type == EventType)
        {
            return;
        }

        var destination = await store.Subscriptions
            .Where(found => found.Id == subscription)
            .Select(static found => new { found.WorkspaceId, found.Name })
            .SingleAsync(cancellation);
        var data = new JsonObject
        {
            ["delivery_id"] = delivery.Id,
            ["event_id"] = delivery.EventId,
            ["event_type"] = type,
            ["subscription_id"] = subscription,
            ["subscription_name"] = destination.Name,
            ["status"] = status == DeliveryStatus.Dead ? "dead" : "paused",
            ["attempts"] = delivery.Attempts + 1,
            ["answer"] = failed.Result?.Answer,
            ["problem"] = failed.Result?.Problem,
        };
        await outbox.RecordAsync(store, new OccurredEvent(destination.WorkspaceId, EventType, $"/api/v1/deliveries/{delivery.Id}", data), cancellation, except: subscription);
    }
}
