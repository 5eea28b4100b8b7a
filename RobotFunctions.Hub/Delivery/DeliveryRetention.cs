using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// Removes deliveries some time after they arrived, with their attempts, and events that have no delivery left. Rows are looked for outside of
/// transactions, and removed in small ones, so that other changes do not wait long.
/// </summary>
internal sealed partial class DeliveryRetention(
    IDbContextFactory<HubStore> stores, StoreWriter writer, HubOptions options, TimeProvider time, ILogger<DeliveryRetention> logger) : BackgroundService
{
    /// <summary>How often it looks for what is to be removed.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>The most rows that one transaction removes, not counting the attempts of deliveries.</summary>
    public const int MaxRows = 500;

    /// <summary>Removes everything whose time has come.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        var until = time.GetUtcNow() - options.Retention.Deliveries;
        while (await RemoveDeliveriesAsync(until, cancellation))
        {
        }

        // Ids of events begin with their time in milliseconds. Those that stay are passed over once.
        var before = Guid.CreateVersion7(until + TimeSpan.FromMilliseconds(1));
        for (Guid? after = Guid.Empty; after is { } from;)
        {
            after = await RemoveEventsAsync(from, before, cancellation);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RemoveAsync(stoppingToken);
            }
            catch (Exception exception) when (StoreFailures.Include(exception))
            {
                LogStoreFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Returns whether there may be more. When a delivery has arrived, it was due.
    private async Task<bool> RemoveDeliveriesAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        await using var reading = await stores.CreateDbContextAsync(cancellation);
        var ids = await reading.Deliveries
            .Where(delivery => delivery.Status == DeliveryStatus.Delivered && delivery.DueAt <= until)
            .OrderBy(static delivery => delivery.DueAt)
            .Select(static delivery => delivery.Id)
            .Take(MaxRows)
            .ToListAsync(cancellation);
        if (ids.Count > 0)
        {
            // Unless it is being delivered again.
            await writer.RunAsync(
                store => store.Deliveries.Where(delivery => ids.Contains(delivery.Id) && delivery.Status == DeliveryStatus.Delivered).ExecuteDeleteAsync(cancellation),
                cancellation);
        }

        return ids.Count == MaxRows;
    }

    // Returns the last event that was looked at; null if there are no more.
    private async Task<Guid?> RemoveEventsAsync(Guid after, Guid before, CancellationToken cancellation)
    {
        await using var reading = await stores.CreateDbContextAsync(cancellation);
        var deliveries = reading.Deliveries;
        var ids = await reading.Events
            .Where(@event => @event.Id.CompareTo(after) > 0 && @event.Id.CompareTo(before) < 0 && !deliveries.Any(delivery => delivery.EventId == @event.Id))
            .OrderBy(static @event => @event.Id)
            .Select(static @event => @event.Id)
            .Take(MaxRows)
            .ToListAsync(cancellation);
        if (ids.Count > 0)
        {
            await writer.RunAsync(store => store.Events.Where(@event => ids.Contains(@event.Id)).ExecuteDeleteAsync(cancellation), cancellation);
        }

        return ids.Count == MaxRows ? ids[^1] : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store failed while old deliveries were removed. The next attempt is in an hour.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
