using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Reads deliveries, the newest first.</summary>
internal sealed class DeliveryList(IDbContextFactory<HubStore> stores)
{
    /// <summary>Which deliveries of a workspace are listed.</summary>
    /// <param name="WorkspaceId">The workspace.</param>
    /// <param name="Status">Only those of this status.</param>
    /// <param name="SubscriptionId">Only those of this subscription.</param>
    /// <param name="Before">Only those before this one: the last of the page before.</param>
    internal sealed record Filter(Guid WorkspaceId, DeliveryStatus? Status, Guid? SubscriptionId, Guid? Before);

    /// <summary>At most <paramref name="limit"/> deliveries.</summary>
    public async Task<List<DeliveryAnswer>> ReadAsync(Filter filter, int limit, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await Select(store, filter, limit).ToListAsync(cancellation);
    }

    /// <summary>The query of a list.</summary>
    internal static IQueryable<DeliveryAnswer> Select(HubStore store, Filter filter, int limit)
    {
        var deliveries = store.DeliveriesOf(filter.WorkspaceId).AsNoTracking();
        if (filter.Status is { } status)
        {
            deliveries = deliveries.Where(delivery => delivery.Status == status);
        }

        if (filter.SubscriptionId is { } subscriptionId)
        {
            deliveries = deliveries.Where(delivery => delivery.SubscriptionId == subscriptionId);
        }

        if (filter.Before is { } before)
        {
            deliveries = deliveries.Where(delivery => delivery.Id.CompareTo(before) < 0);
        }

        return
            from delivery in deliveries.OrderByDescending(static delivery => delivery.Id).Take(limit)
            join @event in store.Events on delivery.EventId equals @event.Id
            orderby delivery.Id descending
            select DeliveryAnswer.Of(delivery, @event.Type, @event.At);
    }

    /// <summary>How many deliveries of a subscription have a status.</summary>
    public async Task<int> CountAsync(Guid subscriptionId, DeliveryStatus status, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Deliveries.CountAsync(delivery => delivery.SubscriptionId == subscriptionId && delivery.Status == status, cancellation);
    }

    /// <summary>Whether a workspace has dead letters.</summary>
    public async Task<bool> AnyDeadAsync(Guid workspaceId, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.DeliveriesOf(workspaceId).AnyAsync(static delivery => delivery.Status == DeliveryStatus.Dead, cancellation);
    }

    /// <summary>One delivery with its attempts; null if the workspace has none of this id.</summary>
    public async Task<DeliveryAnswer?> FindAsync(Guid workspaceId, Guid id, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        if (await store.DeliveriesOf(workspaceId).AsNoTracking().SingleOrDefaultAsync(found => found.Id == id, cancellation) is not { } delivery)
        {
            return null;
        }

        var occurred = await store.Events.Where(@event => @event.Id == delivery.EventId).Select(static @event => new { @event.Type, @event.At }).SingleAsync(cancellation);
        var attempts = await store.DeliveryAttempts
            .Where(attempt => attempt.DeliveryId == id)
            .OrderBy(static attempt => attempt.At)
            .Select(static attempt => new AttemptAnswer(attempt.At, attempt.Milliseconds, attempt.Answer, attempt.Problem))
            .ToListAsync(cancellation);
        return DeliveryAnswer.Of(delivery, occurred.Type, occurred.At) with { History = attempts };
    }
}
