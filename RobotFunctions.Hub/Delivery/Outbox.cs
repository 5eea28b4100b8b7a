using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// Records events in the transaction of the change that they tell of: either both are stored, or neither. Once it is committed, <see cref="CommitWakesDelivery"/>
/// wakes the delivery loop.
/// </summary>
/// <param name="reactions">What else happens in the transaction of an event. They record events themselves, so that they are found when they are first needed.</param>
/// <param name="time">The time.</param>
/// <param name="options">The settings.</param>
internal sealed class Outbox(Lazy<IEnumerable<IEventReaction>> reactions, TimeProvider time, HubOptions options)
{
    /// <summary>Records an event, and a delivery for each subscription of its workspace that gets events of its type.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>.</param>
    /// <param name="occurred">What happened.</param>
    /// <param name="cancellation">Cancels the reading of the subscriptions.</param>
    /// <param name="except">A subscription that is not told; null if all are.</param>
    public async Task<HubEvent> RecordAsync(HubStore store, OccurredEvent occurred, CancellationToken cancellation, Guid? except = null) =>
        (await RecordAsync(store, occurred.WorkspaceId, [occurred], cancellation, except))[0];

    /// <summary>Records events of one workspace, in their order.</summary>
    public async Task<IReadOnlyList<HubEvent>> RecordAsync(HubStore store, Guid workspaceId, IReadOnlyList<OccurredEvent> occurred, CancellationToken cancellation, Guid? except = null)
    {
        var subscriptions = await store.Subscriptions.AsNoTracking()
            .Where(subscription => subscription.WorkspaceId == workspaceId && subscription.Id != except)
            .ToListAsync(cancellation);
        var recorded = new List<HubEvent>(occurred.Count);
        foreach (var one in occurred)
        {
            var @event = Add(store, one);
            recorded.Add(@event);
            foreach (var subscription in subscriptions.Where(subscription => subscription.Wants(one.Type)))
            {
                Add(store, @event, subscription);
            }

            foreach (var reaction in reactions.Value)
            {
                await reaction.ReactAsync(store, one, cancellation);
            }
        }

        return recorded;
    }

    /// <summary>Records an event for one subscription only, whichever types it gets.</summary>
    public EventDelivery RecordFor(HubStore store, Subscription subscription, OccurredEvent occurred) => Add(store, Add(store, occurred), subscription);

    /// <summary>Records an event for one destination only.</summary>
    public EventDelivery RecordFor(HubStore store, DirectDestination direct, OccurredEvent occurred) => Deliver(store, direct, Add(store, occurred));

    /// <summary>Delivers an event that was recorded in this transaction to one destination more, whatever its types are.</summary>
    public static EventDelivery Deliver(HubStore store, DirectDestination direct, HubEvent recorded) => Add(store, recorded, direct.Subscription, direct.OtherUrl);

    private HubEvent Add(HubStore store, OccurredEvent occurred)
    {
        var at = time.GetUtcNow();
        var id = Guid.CreateVersion7(at);
        var traceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;
        var recorded = new HubEvent
        {
            Id = id,
            WorkspaceId = occurred.WorkspaceId,
            Type = occurred.Type,
            Subject = occurred.Subject,
            At = at,
            Body = occurred.Body ?? CloudEvent.Write(occurred, id, at, options.PublicUrl, traceParent),
            RequestId = occurred.RequestId,
            TraceParent = traceParent,
        };
        store.Events.Add(recorded);
        return recorded;
    }

    private static EventDelivery Add(HubStore store, HubEvent recorded, Subscription subscription, string? url = null)
    {
        var delivery = new EventDelivery
        {
            Id = Guid.CreateVersion7(recorded.At),
            WorkspaceId = recorded.WorkspaceId,
            EventId = recorded.Id,
            SubscriptionId = subscription.Id,
            Status = subscription.DisabledAt is null ? DeliveryStatus.Pending : DeliveryStatus.Paused,
            DueAt = recorded.At,
            Url = url,
        };
        store.Deliveries.Add(delivery);
        return delivery;
    }
}
