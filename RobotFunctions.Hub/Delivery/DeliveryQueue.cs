using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>What the delivery loop does in the store: it claims deliveries, records what came of them, and looks for what is due.</summary>
internal sealed class DeliveryQueue(StoreWriter writer, IDbContextFactory<HubStore> stores, FailedDeliveries failures, TimeProvider time)
{
    /// <summary>How long a claimed delivery belongs to who claimed it. When it ends, the process is taken to be dead, and the delivery is due again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Records the sends that have ended and claims more for the same subscription, in one transaction.</summary>
    /// <param name="subscriptionId">The subscription.</param>
    /// <param name="ended">The sends that have ended.</param>
    /// <param name="room">How many deliveries may be claimed.</param>
    /// <param name="cancellation">Cancels it.</param>
    public Task<ClaimedDeliveries> AdvanceAsync(Guid subscriptionId, IReadOnlyList<JudgedSend> ended, int room, CancellationToken cancellation) => writer.RunAsync(
        async store =>
        {
            await RecordAsync(store, subscriptionId, ended, cancellation);
            return await ClaimAsync(store, subscriptionId, room, cancellation);
        },
        cancellation);

    /// <summary>
    /// Makes deliveries due whose lease has ended, and pauses and resumes those whose subscription was disabled or enabled while they were recorded.
    /// </summary>
    /// <returns>The subscriptions with deliveries that are due.</returns>
    public async Task<IReadOnlyList<Guid>> SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await writer.RunAsync(
            async store =>
            {
                var disabled = store.Subscriptions.Where(static subscription => subscription.DisabledAt != null).Select(static subscription => subscription.Id);
                var enabled = store.Subscriptions.Where(static subscription => subscription.DisabledAt == null).Select(static subscription => subscription.Id);
                await MoveAsync(store, delivery => delivery.Status == DeliveryStatus.Sending && delivery.DueAt <= now, DeliveryStatus.Pending, cancellation);
                await MoveAsync(store, delivery => delivery.Status == DeliveryStatus.Pending && disabled.Contains(delivery.SubscriptionId), DeliveryStatus.Paused, cancellation);
                await MoveAsync(store, delivery => delivery.Status == DeliveryStatus.Paused && enabled.Contains(delivery.SubscriptionId), DeliveryStatus.Pending, cancellation);
            },
            cancellation);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var due = store.Deliveries.Where(delivery => delivery.Status == DeliveryStatus.Pending && delivery.DueAt <= now);
        return await store.Subscriptions
            .Where(subscription => due.Any(delivery => delivery.SubscriptionId == subscription.Id))
            .Select(static subscription => subscription.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>The statement that claims: subscription, time, limit and end of the lease are its parameters.</summary>
    /// <remarks>Materialized, because a subquery may be evaluated again and exceed the limit. What another process is claiming is skipped, not waited for.</remarks>
    internal static string ClaimStatement(bool locks) => $$"""
        WITH due AS MATERIALIZED (
            SELECT "Id" AS "DueId" FROM "Deliveries" WHERE "SubscriptionId" = {0} AND "Status" = 'Pending' AND "DueAt" <= {1}
            ORDER BY "DueAt", "Id" LIMIT {2}{{(locks ? " FOR UPDATE SKIP LOCKED" : "")}})
        UPDATE "Deliveries" SET "Status" = 'Sending', "DueAt" = {3} FROM due WHERE "Id" = "DueId"
        RETURNING "Id", "WorkspaceId", "EventId", "SubscriptionId", "Status", "Attempts", "DueAt", "DeliveredAt", "Url"
        """;

    private async Task<ClaimedDeliveries> ClaimAsync(HubStore store, Guid subscriptionId, int room, CancellationToken cancellation)
    {
        var subscription = await store.Subscriptions.AsNoTracking().SingleOrDefaultAsync(found => found.Id == subscriptionId && found.DisabledAt == null, cancellation);
        if (subscription is null || room == 0)
        {
            return new ClaimedDeliveries(subscription, []);
        }

        var now = UtcMicroseconds.Truncate(time.GetUtcNow());
        var deliveries = await store.Deliveries
            .FromSqlRaw(ClaimStatement(locks: store is PostgresStore), subscriptionId, now, room, now + Lease)
            .AsNoTracking()
            .ToListAsync(cancellation);
        var ids = deliveries.Select(static delivery => delivery.EventId).ToList();
        var events = ids.Count == 0 ? [] : await store.Events.AsNoTracking().Where(@event => ids.Contains(@event.Id)).ToDictionaryAsync(static @event => @event.Id, cancellation);
        return new ClaimedDeliveries(subscription, [.. deliveries.Select(delivery => (delivery, events[delivery.EventId]))]);
    }

    private async Task RecordAsync(HubStore store, Guid subscriptionId, IReadOnlyList<JudgedSend> ended, CancellationToken cancellation)
    {
        store.DeliveryAttempts.AddRange(ended.Select(static judged => judged.Send.Attempt).OfType<DeliveryAttempt>());

        // A delivery whose lease has ended belongs to somebody else now: the end of the lease says whose it is.
        // Dead letters are marked one by one, because each that is marked is told of.
        foreach (var group in ended.GroupBy(static judged => (
            judged.Verdict,
            Lease: judged.Send.Delivery.DueAt,
            Made: judged.Send.Attempt is null ? 0 : 1,
            Dead: judged.Verdict.Status == DeliveryStatus.Dead ? judged.Send.Delivery.Id : Guid.Empty)))
        {
            var ids = group.Select(static judged => judged.Send.Delivery.Id).ToList();
            var ((status, dueAt), lease, made, _) = group.Key;
            DateTimeOffset? deliveredAt = status == DeliveryStatus.Delivered ? dueAt : null;
            var marked = await store.Deliveries
                .Where(delivery => ids.Contains(delivery.Id) && delivery.Status == DeliveryStatus.Sending && delivery.DueAt == lease)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(static delivery => delivery.Status, status)
                        .SetProperty(static delivery => delivery.DueAt, dueAt)
                        .SetProperty(static delivery => delivery.DeliveredAt, deliveredAt)
                        .SetProperty(static delivery => delivery.Attempts, delivery => delivery.Attempts + made),
                    cancellation);
            if (marked > 0 && status == DeliveryStatus.Dead)
            {
                await failures.RecordAsync(store, subscriptionId, group.Single().Send, status, cancellation);
            }
        }

        if (ended.FirstOrDefault(static judged => judged.Verdict.Status == DeliveryStatus.Paused)?.Send is { } gone)
        {
            await DisableAsync(store, subscriptionId, gone, cancellation);
        }
    }

    // Unless it has another URL by now.
    private async Task DisableAsync(HubStore store, Guid subscriptionId, FinishedSend gone, CancellationToken cancellation)
    {
        DateTimeOffset? now = time.GetUtcNow();
        var disabled = await store.Subscriptions
            .Where(subscription => subscription.Id == subscriptionId && subscription.Url == gone.Url && subscription.DisabledAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(static subscription => subscription.DisabledAt, now).SetProperty(static subscription => subscription.DisabledReason, gone.Result!.Problem),
                cancellation);
        if (disabled > 0)
        {
            await MoveAsync(store, delivery => delivery.SubscriptionId == subscriptionId && delivery.Status == DeliveryStatus.Pending, DeliveryStatus.Paused, cancellation);
            await failures.RecordAsync(store, subscriptionId, gone, DeliveryStatus.Paused, cancellation);
        }
    }

    private static Task<int> MoveAsync(HubStore store, Expression<Func<EventDelivery, bool>> which, DeliveryStatus to, CancellationToken cancellation) =>
        store.Deliveries.Where(which).ExecuteUpdateAsync(set => set.SetProperty(static delivery => delivery.Status, to), cancellation);
}
