using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>
/// Ends requests in the caller's transaction: nothing more is sent. What a process is sending at this moment it looks at once more before it does. A request is
/// changed, and by that locked, before its notifications, as the loop that sends does it.
/// </summary>
internal static class RequestEnd
{
    /// <summary>Somebody has taken care of a task: its requests are acknowledged.</summary>
    public static async Task AcknowledgeAsync(HubStore store, Guid taskId, DateTimeOffset now, CancellationToken cancellation)
    {
        const string why = "Somebody took care of the request before.";
        DateTimeOffset? at = now;
        var stored = await store.AssistanceRequests.Where(request => request.TaskId == taskId && request.AcknowledgedAt == null && request.WithdrawnAt == null)
            .OrderBy(static request => request.Id).Select(static request => request.Id).ToListAsync(cancellation);
        foreach (var id in stored)
        {
            await store.AssistanceRequests.Where(request => request.Id == id && request.AcknowledgedAt == null && request.WithdrawnAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(static request => request.AcknowledgedAt, at), cancellation);
            await SkipAsync(store, id, why, cancellation);
        }

        // Those of this very transaction are not in the store yet.
        foreach (var request in store.AssistanceRequests.Local.Where(request => request.TaskId == taskId && !stored.Contains(request.Id)))
        {
            request.AcknowledgedAt ??= now;
            foreach (var notification in store.Notifications.Local.Where(notification => notification.RequestId == request.Id))
            {
                (notification.Status, notification.Problem) = (NotificationStatus.Skipped, why);
            }
        }
    }

    /// <summary>Nobody was told in time, and the caller knows it.</summary>
    public static async Task WithdrawAsync(HubStore store, Guid id, DateTimeOffset now, CancellationToken cancellation)
    {
        DateTimeOffset? at = now;
        await store.AssistanceRequests.Where(request => request.Id == id).ExecuteUpdateAsync(set => set.SetProperty(static request => request.WithdrawnAt, at), cancellation);
        await SkipAsync(store, id, "The request was withdrawn before, because no channel took it in time.", cancellation);
    }

    private static Task<int> SkipAsync(HubStore store, Guid requestId, string why, CancellationToken cancellation) =>
        store.Notifications.Where(notification => notification.RequestId == requestId && notification.Status == NotificationStatus.Pending).ExecuteUpdateAsync(
            set => set.SetProperty(static notification => notification.Status, NotificationStatus.Skipped).SetProperty(static notification => notification.Problem, why),
            cancellation);
}
