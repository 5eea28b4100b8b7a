using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Signals;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>What the notification loop does in the store: it records what came of sends, claims notifications, and looks for what is due.</summary>
internal sealed class NotificationQueue(
    StoreWriter writer, IDbContextFactory<HubStore> stores, NotificationClaims claims, FailedNotifications failures, NotificationSignal signal, RequestSignal requests, TimeProvider time)
{
    /// <summary>Records the sends that have ended and claims more for the same channel, in one transaction.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="ended">The sends that have ended; null if there are none.</param>
    /// <param name="isClaiming">Whether more are claimed.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<ClaimedNotifications> AdvanceAsync(Guid channelId, EndedSends? ended, bool isClaiming, CancellationToken cancellation)
    {
        var (claimed, due) = await writer.RunAsync(
            async store =>
            {
                var due = ended is null ? [] : await RecordAsync(store, ended, cancellation);
                await store.SaveChangesAsync(cancellation);
                return (isClaiming ? await claims.ClaimAsync(store, channelId, cancellation) : ClaimedNotifications.None, due);
            },
            cancellation);

        foreach (var fallback in due)
        {
            signal.Wake(fallback);
        }

        foreach (var request in (ended?.Items ?? []).Select(static item => item.Notification.RequestId).Distinct())
        {
            requests.Ended(request);
        }

        if (ended is not null)
        {
            NotificationMetrics.Record(ended.Kind, ended.Items);
        }

        return claimed;
    }

    /// <summary>Why claimed notifications are not needed any more, by their id: the request may have been taken care of since.</summary>
    public async Task<Dictionary<Guid, string>> SkippedAsync(IReadOnlyList<Notification> claimed, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await NotificationClaims.SkippedAsync(store, claimed, cancellation);
    }

    /// <summary>Makes notifications due whose lease has ended.</summary>
    /// <returns>The channels with notifications that are due.</returns>
    public async Task<IReadOnlyList<Guid>> SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var store = await stores.CreateDbContextAsync(cancellation);
        if (await store.Notifications.AnyAsync(found => found.Status == NotificationStatus.Sending && found.DueAt <= now, cancellation))
        {
            await writer.RunAsync(
                locked => locked.Notifications
                    .Where(found => found.Status == NotificationStatus.Sending && found.DueAt <= now)
                    .ExecuteUpdateAsync(static set => set.SetProperty(static found => found.Status, NotificationStatus.Pending), cancellation),
                cancellation);
        }

        return await store.Notifications
            .Where(found => found.Status == NotificationStatus.Pending && found.DueAt <= now)
            .Select(static found => found.ChannelId)
            .Distinct()
            .ToListAsync(cancellation);
    }

    private async Task<IReadOnlyList<Guid>> RecordAsync(HubStore store, EndedSends ended, CancellationToken cancellation)
    {
        if (ended.Slot is { } slot)
        {
            await ChannelSlots.GiveBackAsync(store, ended.ChannelId, slot.Taken, slot.FreeAt, cancellation);
        }

        var due = new List<Guid>();

        // In one order on all replicas, because a failure locks its request. What has the same end is marked by one statement, but each failure by its own,
        // because each that is marked is told of.
        var groups = ended.Items.OrderBy(static item => item.Notification.RequestId).GroupBy(static item => (
            item.Verdict,
            Lease: item.Notification.DueAt,
            item.IsAttempt,
            item.Problem,
            item.Recipients,
            item.DigestId,
            Failed: item.Verdict.Status == NotificationStatus.Failed ? item.Notification.Id : Guid.Empty));
        foreach (var group in groups)
        {
            if (await MarkAsync(store, [.. group.Select(static item => item.Notification.Id)], group.First(), cancellation) > 0 && group.Key.Verdict.Status == NotificationStatus.Failed)
            {
                due.AddRange(await failures.RecordAsync(store, group.Single(), cancellation));
            }
        }

        return due;
    }

    // A notification whose lease has ended belongs to somebody else now: the end of the lease says whose it is.
    private static Task<int> MarkAsync(HubStore store, List<Guid> ids, EndedNotification end, CancellationToken cancellation)
    {
        var (status, dueAt) = end.Verdict;
        var (lease, made) = (end.Notification.DueAt, end.IsAttempt ? 1 : 0);
        DateTimeOffset? deliveredAt = status == NotificationStatus.Delivered ? dueAt : null;
        return store.Notifications
            .Where(found => ids.Contains(found.Id) && found.Status == NotificationStatus.Sending && found.DueAt == lease)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(static found => found.Status, status)
                    .SetProperty(static found => found.DueAt, dueAt)
                    .SetProperty(static found => found.DeliveredAt, deliveredAt)
                    .SetProperty(static found => found.Attempts, found => found.Attempts + made)
                    .SetProperty(static found => found.Problem, end.Problem)
                    .SetProperty(static found => found.Recipients, end.Recipients)
                    .SetProperty(static found => found.DigestId, end.DigestId),
                cancellation);
    }
}
