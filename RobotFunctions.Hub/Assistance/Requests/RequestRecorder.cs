using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>Stores requests with their notifications and their task, all in the caller's transaction.</summary>
internal sealed class RequestRecorder(ITaskOpener tasks, TimeProvider time)
{
    /// <summary>Stores a request; or counts it to an equal one, of which people are told already and nobody has taken care yet.</summary>
    /// <returns>The request that stands for it.</returns>
    public async Task<AssistanceRequest> RecordAsync(HubStore store, NewRequest wanted, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var key = wanted.GroupKey();
        var request = wanted.Topic.Rules.Group is { } group ? await FindEqualAsync(store, wanted.WorkspaceId, key, now - group, cancellation) : null;
        if (request is not null)
        {
            request.Count++;
        }
        else
        {
            request = await AddAsync(store, wanted, key, now, cancellation);
        }

        if (wanted.Caller is { } caller)
        {
            store.Audit.Add(AuditEntry.Of(caller, "assistance.requested", $"{request.Id}", now));
        }

        return request;
    }

    private static async Task<AssistanceRequest?> FindEqualAsync(HubStore store, Guid workspaceId, string key, DateTimeOffset since, CancellationToken cancellation)
    {
        await store.LockAsync($"assistance {workspaceId} {key}", cancellation);
        return await store.AssistanceRequests
            .Where(request => request.WorkspaceId == workspaceId && request.GroupKey == key && request.CreatedAt > since && request.AcknowledgedAt == null && request.WithdrawnAt == null)
            .OrderByDescending(static request => request.CreatedAt)
            .FirstOrDefaultAsync(cancellation);
    }

    private async Task<AssistanceRequest> AddAsync(HubStore store, NewRequest wanted, string key, DateTimeOffset now, CancellationToken cancellation)
    {
        var request = new AssistanceRequest
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = wanted.WorkspaceId,
            Topic = wanted.Topic.Name,
            Description = wanted.Description,
            Requester = wanted.Requester,
            Url = wanted.Url,
            Severity = wanted.Severity,
            EventType = wanted.EventType,
            GroupKey = key,
            CreatedAt = now,
            RequestId = wanted.RequestId,
            TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
        };
        store.AssistanceRequests.Add(request);
        request.TaskId = wanted.TaskId ?? await tasks.OpenAsync(store, request, wanted.Caller, cancellation);
        var rules = wanted.Topic.Rules;
        store.Notifications.AddRange(
            from step in rules.Steps.Index()
            from channel in step.Item.Channels
            select new Notification
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = request.WorkspaceId,
                RequestId = request.Id,
                ChannelId = channel,
                Step = step.Index,
                Condition = step.Item.Timing.Condition,
                Status = NotificationStatus.Pending,
                DueAt = rules.DueAt(step.Item, now, request.Severity),
            });
        return request;
    }
}
