using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// The events of a workspace in one order, without gaps: no event becomes visible behind a place that was handed out. On SQLite transactions follow each
/// other, so that numbers do. On PostgreSQL a transaction may commit after one that got later numbers: events are ordered by transaction, and handed out
/// only below the first transaction that is still open.
/// </summary>
internal sealed class EventFeed(IDbContextFactory<HubStore> stores, HubOptions options, TimeProvider time)
{
    // How long before its commit an event may have got its time.
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(5);

    /// <summary>Whether events after a place may have been removed, because they are older than what is kept.</summary>
    public bool IsExpired(EventCursor after) => after.At < time.GetUtcNow() - options.Retention.Deliveries + LongestTransaction;

    /// <summary>Reads events.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="after">The place after which they come; null for the oldest that are kept.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The events, and the place after them.</returns>
    public async Task<(IReadOnlyList<HubEvent> Events, EventCursor Next)> ReadAsync(Guid workspaceId, EventCursor? after, int limit, CancellationToken cancellation)
    {
        // The horizon is read before the events: what has ended by then, they show.
        var now = time.GetUtcNow();
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var horizon = await store.HorizonAsync(cancellation);
        var from = after ?? new EventCursor(Transaction: -1, Number: 0, now);
        var events = await Select(store, workspaceId, from, horizon, limit).ToListAsync(cancellation);
        if (events.Count == limit)
        {
            return (events, PlaceOf(events[^1]));
        }

        // Everything that there is was read. The place moves with the time, so that a quiet workspace does not make it too old.
        var place = horizon is { } ended ? new EventCursor(ended - 1, long.MaxValue, now) : (events.Count > 0 ? PlaceOf(events[^1]) : from) with { At = now };
        return (events, place);
    }

    /// <summary>The query of the feed. Pairs are compared as pairs, so that the index leads to the place.</summary>
    internal static IQueryable<HubEvent> Select(HubStore store, Guid workspaceId, EventCursor after, long? horizon, int limit) => store.Events
        .FromSqlRaw(
            """
            SELECT * FROM "Events" WHERE "WorkspaceId" = {0} AND ("Transaction", "Number") > ({1}, {2}) AND "Transaction" < {3}
            ORDER BY "Transaction", "Number" LIMIT {4}
            """,
            workspaceId,
            after.Transaction,
            after.Number,
            horizon ?? long.MaxValue,
            limit)
        .AsNoTracking();

    private static EventCursor PlaceOf(HubEvent @event) => new(@event.Transaction, @event.Number, @event.At);
}
