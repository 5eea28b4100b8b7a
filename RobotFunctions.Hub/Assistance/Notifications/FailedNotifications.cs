using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>What follows when a notification has failed for good: an event, and the fallback that is due at once when its whole step has failed.</summary>
internal sealed class FailedNotifications(Outbox outbox, TimeProvider time)
{
    /// <summary>The type of the event. It never makes a request for assistance, so that channels that fail do not feed each other.</summary>
    public const string EventType = "notification.failed";

    /// <summary>Records it in the transaction that marks the notification.</summary>
    /// <param name="store">The store.</param>
    /// <param name="ended">The notification, and why it failed.</param>
    /// <param name="cancellation">Cancels reading.</param>
    /// <returns>The channels that have something to send now.</returns>
    public async Task<IReadOnlyList<Guid>> RecordAsync(HubStore store, EndedNotification ended, CancellationToken cancellation)
    {
        var failed = ended.Notification;
        var channel = await store.Channels.Where(found => found.Id == failed.ChannelId).Select(static found => new { found.Name, found.Kind }).SingleAsync(cancellation);
        var data = new JsonObject
        {
            ["notification_id"] = failed.Id,
            ["request_id"] = failed.RequestId,
            ["channel_id"] = failed.ChannelId,
            ["channel_name"] = channel.Name,
            ["kind"] = channel.Kind.ToString().ToLowerInvariant(),
            ["step"] = failed.Step,
            ["attempts"] = failed.Attempts + 1,
            ["problem"] = ended.Problem,
        };
        await outbox.RecordAsync(store, new OccurredEvent(failed.WorkspaceId, EventType, $"/assistance/{failed.RequestId}", data), cancellation);
        return await FallBackAsync(store, failed, cancellation);
    }

    private async Task<IReadOnlyList<Guid>> FallBackAsync(HubStore store, Notification failed, CancellationToken cancellation)
    {
        // Two channels of a step may fail at the same time: the second waits here, and sees that the first has failed.
        await store.AssistanceRequests.Where(request => request.Id == failed.RequestId)
            .ExecuteUpdateAsync(static set => set.SetProperty(static request => request.Count, static request => request.Count), cancellation);
        var steps = await store.Notifications.AsNoTracking().Where(found => found.RequestId == failed.RequestId && found.Step >= failed.Step).ToListAsync(cancellation);
        if (!steps.Where(found => found.Step == failed.Step).All(static found => found.Status == NotificationStatus.Failed))
        {
            return [];
        }

        var next = steps.Where(found => found.Step > failed.Step).Select(static found => found.Step).DefaultIfEmpty(-1).Min();
        var fallbacks = steps.Where(found => found.Step == next && found is { Condition: NotificationCondition.UnlessDelivered, Status: NotificationStatus.Pending }).ToList();
        var ids = fallbacks.Select(static found => found.Id).ToList();
        var now = time.GetUtcNow();
        await store.Notifications
            .Where(found => ids.Contains(found.Id) && found.Status == NotificationStatus.Pending && found.DueAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(static found => found.DueAt, now), cancellation);
        return [.. fallbacks.Select(static found => found.ChannelId)];
    }
}
