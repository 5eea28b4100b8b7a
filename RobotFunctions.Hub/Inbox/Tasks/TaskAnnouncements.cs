using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Webhooks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Records the events of a change of a task, in its transaction: for the subscriptions of the workspace, and for the schema's own webhook.</summary>
internal sealed class TaskAnnouncements(Outbox outbox)
{
    /// <summary>The type of an event in the format of task-inbox, which only the schema's webhook gets.</summary>
    public const string SeedType = "task.webhook";

    /// <summary>The webhook of a task; null if its type has none, or if it has no secret.</summary>
    public static async Task<DirectDestination?> FindHookAsync(HubStore store, TaskSnapshot snapshot, CancellationToken cancellation)
    {
        if (HookPlan.PlaceOf(snapshot.Schema, snapshot.Type) is not var (origin, header))
        {
            return null;
        }

        var subscription = await store.SchemaHooks.Where(hook => hook.SchemaId == snapshot.Task.SchemaId && hook.Origin == origin && hook.Header == header)
            .Join(store.Subscriptions, static hook => hook.SubscriptionId, static subscription => subscription.Id, static (_, subscription) => subscription)
            .AsNoTracking().SingleOrDefaultAsync(cancellation);
        var url = snapshot.Task.Callback ?? snapshot.Schema.HookUrl(snapshot.Type)!.AbsoluteUri;
        return subscription is null ? null : new DirectDestination(subscription, url == subscription.Url ? null : url);
    }

    /// <summary>Records the events.</summary>
    /// <param name="store">The store in the transaction.</param>
    /// <param name="snapshot">The task as it is now.</param>
    /// <param name="entry">What happened.</param>
    /// <param name="events">The types of the events.</param>
    /// <param name="hook">The task's webhook.</param>
    /// <param name="requestId">The request that caused it.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The delivery of the new state to the task's webhook; null if the state is the same, or there is no webhook.</returns>
    public async Task<Guid?> RecordAsync(
        HubStore store, TaskSnapshot snapshot, HistoryEntry entry, IReadOnlyList<string> events, DirectDestination? hook, string? requestId, CancellationToken cancellation)
    {
        var task = snapshot.Task;
        Guid? delivery = null;
        var isSeed = snapshot.Schema.HookHeader is not null;
        foreach (var type in events)
        {
            var occurred = new OccurredEvent(task.WorkspaceId, type, $"/api/v1/tasks/{task.Id}", Data(snapshot, entry, type)) { Sequence = entry.Sequence, RequestId = requestId };
            var recorded = await outbox.RecordAsync(store, occurred, cancellation);
            var isChange = type == TaskEvents.Changed;
            var sent = hook is null || (isSeed && !isChange) ? null
                : isSeed ? outbox.RecordFor(store, hook, occurred with { Type = SeedType, Body = SeedWebhook.Body(SeedOf(task)) })
                : Outbox.Deliver(store, hook, recorded);
            delivery = isChange ? sent?.Id : delivery;
        }

        return delivery;
    }

    private static SeedTask SeedOf(InboxTask task) =>
        new(task.Id, task.CreatedAt, TaskTypeId.Of(task.VersionId, task.Type), task.Type, task.State, task.Assignee, task.Status == InboxTaskStatus.Resolved);

    // Without the metadata, which may be larger than a queue's message; receivers that need it read the task.
    private static JsonObject Data(TaskSnapshot snapshot, HistoryEntry entry, string type)
    {
        var task = snapshot.Task;
        var data = new JsonObject
        {
            ["task"] = new JsonObject
            {
                ["id"] = task.Id.ToString(),
                ["created"] = task.CreatedAt.UtcDateTime,
                ["schema_name"] = snapshot.Schema.Name,
                ["semver"] = snapshot.Schema.Version.Text,
                ["type"] = task.Type,
                ["state"] = task.State,
                ["resolved"] = task.Status == InboxTaskStatus.Resolved,
                ["user_id"] = task.Assignee,
                ["correlation"] = task.Correlation,
                ["due"] = task.DueAt?.UtcDateTime,
            },
            ["from"] = entry.From,
            ["actor"] = new JsonObject { ["kind"] = entry.Actor.Kind.ToString().ToLowerInvariant(), ["id"] = entry.Actor.Id, ["name"] = entry.Actor.Name },
            ["comment"] = entry.Comment,
            ["answer"] = entry.Answer is { } answer ? JsonNode.Parse(answer.GetRawText()) : null,
        };
        if (type == TaskEvents.Overdue && snapshot.Type.OnDue is EscalateOnDue { Topic: var topic })
        {
            data["escalate"] = topic;
        }

        return data;
    }
}
