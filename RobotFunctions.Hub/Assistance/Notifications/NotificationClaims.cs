using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>Claims notifications that are due, in a transaction. Those that are not needed any more are skipped in it.</summary>
internal sealed class NotificationClaims(ChannelKinds kinds, HubOptions options, TimeProvider time)
{
    /// <summary>How long a claimed notification belongs to who claimed it. When it ends, the process is taken to be dead, and the notification is due again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Claims as many as the channel takes at a time.</summary>
    public async Task<ClaimedNotifications> ClaimAsync(HubStore store, Guid channelId, CancellationToken cancellation)
    {
        DateTimeOffset now = UtcMicroseconds.Truncate(time.GetUtcNow());
        var isDue = await store.Notifications.AnyAsync(
            found => found.ChannelId == channelId && found.Status == NotificationStatus.Pending && found.DueAt <= now, cancellation);
        if (!isDue || await store.Channels.AsNoTracking().SingleOrDefaultAsync(found => found.Id == channelId, cancellation) is not { } channel)
        {
            return ClaimedNotifications.None;
        }

        var limits = kinds[channel.Kind].Limits;
        var slot = limits.AreShared ? await ChannelSlots.TakeAsync(store, channelId, limits, now, cancellation) : null;
        if (limits.AreShared && slot is null)
        {
            return ClaimedNotifications.None with { FreeAt = channel.FreeAt > now ? channel.FreeAt : now + limits.Interval };
        }

        var needed = await ClaimNeededAsync(store, channel, limits.Parallel * limits.MaxDigest, now, cancellation);
        if (needed.Count == 0 && slot is { } taken)
        {
            await ChannelSlots.GiveBackAsync(store, channelId, taken, now, cancellation);
        }

        return needed.Count == 0 ? ClaimedNotifications.None : new ClaimedNotifications(channel, needed) { Slot = slot };
    }

    /// <summary>Why notifications that were claimed are not needed any more, by their id.</summary>
    public static async Task<Dictionary<Guid, string>> SkippedAsync(HubStore store, IReadOnlyList<Notification> claimed, CancellationToken cancellation) =>
        Skipped(claimed, await RequestsAsync(store, claimed, cancellation), await DeliveredAsync(store, claimed, cancellation));

    /// <summary>The statement that claims: channel, time, limit and end of the lease are its parameters.</summary>
    /// <remarks>Materialized, because a subquery may be evaluated again and exceed the limit. What another process is claiming is skipped, not waited for.</remarks>
    internal static string ClaimStatement(bool locks) => $$"""
        WITH due AS MATERIALIZED (
            SELECT "Id" AS "DueId" FROM "Notifications" WHERE "ChannelId" = {0} AND "Status" = 'Pending' AND "DueAt" <= {1}
            ORDER BY "DueAt", "Id" LIMIT {2}{{(locks ? " FOR UPDATE SKIP LOCKED" : "")}})
        UPDATE "Notifications" SET "Status" = 'Sending', "DueAt" = {3} FROM due WHERE "Id" = "DueId"
        RETURNING "Id", "WorkspaceId", "RequestId", "ChannelId", "Step", "Condition", "Status", "Attempts", "DueAt", "DeliveredAt", "Problem", "DigestId", "Recipients"
        """;

    private async Task<IReadOnlyList<ClaimedNotification>> ClaimNeededAsync(HubStore store, Channel channel, int count, DateTimeOffset now, CancellationToken cancellation)
    {
        var workspace = await store.Workspaces.Where(found => found.Id == channel.WorkspaceId).Select(static found => found.Name).SingleAsync(cancellation);
        while (true)
        {
            var claimed = await store.Notifications
                .FromSqlRaw(ClaimStatement(locks: store is PostgresStore), channel.Id, now.UtcDateTime, count, (now + Lease).UtcDateTime)
                .AsNoTracking()
                .ToListAsync(cancellation);
            var requests = await RequestsAsync(store, claimed, cancellation);
            var skipped = Skipped(claimed, requests, await DeliveredAsync(store, claimed, cancellation));
            foreach (var reason in skipped.GroupBy(static one => one.Value, static one => one.Key))
            {
                var ids = reason.ToList();
                await store.Notifications.Where(found => ids.Contains(found.Id)).ExecuteUpdateAsync(
                    set => set.SetProperty(static found => found.Status, NotificationStatus.Skipped).SetProperty(static found => found.Problem, reason.Key).SetProperty(static found => found.DueAt, now),
                    cancellation);
            }

            if (claimed.Count == 0 || skipped.Count < claimed.Count)
            {
                // RETURNING has no order. The oldest is the head of a digest.
                return
                [
                    .. claimed.Where(one => !skipped.ContainsKey(one.Id)).OrderBy(static one => one.Id)
                        .Select(one => new ClaimedNotification(one, Message.Of(one, requests[one.RequestId], workspace, options.PublicUrl))),
                ];
            }
        }
    }

    private static Dictionary<Guid, string> Skipped(IReadOnlyList<Notification> claimed, Dictionary<Guid, AssistanceRequest> requests, HashSet<Guid> delivered) => claimed
        .Select(one => (one.Id, Reason: SkipReason.Of(one.Condition, requests[one.RequestId], delivered.Contains(one.RequestId))))
        .Where(static one => one.Reason is not null)
        .ToDictionary(static one => one.Id, static one => one.Reason!);

    private static Task<Dictionary<Guid, AssistanceRequest>> RequestsAsync(HubStore store, IReadOnlyList<Notification> claimed, CancellationToken cancellation)
    {
        var ids = claimed.Select(static one => one.RequestId).Distinct().ToList();
        return store.AssistanceRequests.AsNoTracking().Where(request => ids.Contains(request.Id)).ToDictionaryAsync(static request => request.Id, cancellation);
    }

    private static async Task<HashSet<Guid>> DeliveredAsync(HubStore store, IReadOnlyList<Notification> claimed, CancellationToken cancellation)
    {
        var ids = claimed.Where(static one => one.Condition == NotificationCondition.UnlessDelivered).Select(static one => one.RequestId).Distinct().ToList();
        return ids.Count == 0
            ? []
            : [.. await store.Notifications.Where(found => ids.Contains(found.RequestId) && found.Status == NotificationStatus.Delivered).Select(static found => found.RequestId).ToListAsync(cancellation)];
    }
}
