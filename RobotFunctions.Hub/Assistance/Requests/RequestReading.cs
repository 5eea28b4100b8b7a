using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>Reads requests with their notifications.</summary>
internal static class RequestReading
{
    /// <summary>A request of a workspace; null if it has none of this id.</summary>
    public static async Task<RequestView?> FindAsync(HubStore store, Guid workspaceId, Guid id, CancellationToken cancellation) =>
        await store.AssistanceRequests.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == workspaceId, cancellation) is { } request
            ? (await ViewsAsync(store, [request], cancellation))[0]
            : null;

    /// <summary>A page of the requests of the caller's workspace, newest first.</summary>
    public static async Task<(Page<RequestView>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, RequestFilter filter, Caller caller, HubStore store, HttpContext context) =>
        filter.Problem is { } problem ? (null, Problem.BadRequest(problem)) : await page.ReadAsync(
            context,
            caller,
            async (after, count) => await ViewsAsync(
                store,
                await filter.Apply(store, store.AssistanceRequests.AsNoTracking().Where(request => request.WorkspaceId == caller.WorkspaceId))
                    .Where(request => after == null || request.Id.CompareTo(after.Value.Id) < 0)
                    .OrderByDescending(static request => request.Id).Take(count).ToListAsync(context.RequestAborted),
                context.RequestAborted),
            static request => new Cursor(request.CreatedAt, request.Id),
            static request => request);

    /// <summary>The last requests of a topic, newest first.</summary>
    public static async Task<IReadOnlyList<RequestView>> LastAsync(HubStore store, Guid workspaceId, string topic, int count, CancellationToken cancellation) => await ViewsAsync(
        store,
        await store.AssistanceRequests.AsNoTracking().Where(request => request.WorkspaceId == workspaceId && request.Topic == topic)
            .OrderByDescending(static request => request.Id).Take(count).ToListAsync(cancellation),
        cancellation);

    private static async Task<List<RequestView>> ViewsAsync(HubStore store, IReadOnlyList<AssistanceRequest> requests, CancellationToken cancellation)
    {
        var ids = requests.Select(static request => request.Id).ToList();
        var notifications = ids.Count == 0 ? [] : await store.Notifications.AsNoTracking().Where(notification => ids.Contains(notification.RequestId))
            .Join(store.Channels.AsNoTracking(), static notification => notification.ChannelId, static channel => channel.Id, static (notification, channel) => new { notification, channel })
            .ToListAsync(cancellation);
        var ofRequest = notifications.ToLookup(static found => found.notification.RequestId, static found => NotificationView.Of(found.notification, found.channel));
        return [.. requests.Select(request => RequestView.Of(request, [.. ofRequest[request.Id].OrderBy(static notification => notification.Step).ThenBy(static notification => notification.Channel, StringComparer.Ordinal)]))];
    }
}
