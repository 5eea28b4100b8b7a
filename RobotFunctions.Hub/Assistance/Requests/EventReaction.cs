using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>Makes requests of events, for the topics that are told of them; and acknowledges requests when events tell that somebody took care of their task.</summary>
internal sealed class EventReaction(TopicCache topics, RequestRecorder recorder, HubOptions options, TimeProvider time) : IEventReaction
{
    private const string NotificationEvents = "notification.";

    /// <inheritdoc/>
    public async Task ReactAsync(HubStore store, OccurredEvent occurred, CancellationToken cancellation)
    {
        var task = EventTask.Of(occurred.Data);
        if (task is not null && occurred.Type is "task.claimed" or "task.resolved" or "task.cancelled")
        {
            await RequestEnd.AcknowledgeAsync(store, task.Id, time.GetUtcNow(), cancellation);
        }

        // An overdue task may name the topic itself, in the schema's on_due.
        var escalated = (occurred.Data as JsonObject)?["escalate"] is JsonValue named ? named.GetValue<string>() : null;
        var known = await topics.LastAsync(cancellation);
        var told = known.Of(occurred.WorkspaceId).Where(topic => topic.Rules.AreToldOf(occurred.Type))
            .Union(escalated is not null && known.Find(occurred.WorkspaceId, escalated) is { } found ? [found] : []).ToList();
        if (told.Count == 0 || await IsOfAssistanceAsync(store, occurred, task, cancellation))
        {
            return;
        }

        foreach (var topic in told)
        {
            var request = new NewRequest(occurred.WorkspaceId, topic, EventSentence.Of(occurred))
            {
                Url = await PageAsync(store, occurred, cancellation),
                EventType = occurred.Type,
                TaskId = task?.Id,
                RequestId = occurred.RequestId,
            };
            await recorder.RecordAsync(store, request, cancellation);
        }
    }

    // Telling of what was made by telling would go on for ever.
    private static async Task<bool> IsOfAssistanceAsync(HubStore store, OccurredEvent occurred, EventTask? task, CancellationToken cancellation)
    {
        if (task is { SchemaName: ITaskOpener.SchemaName } || occurred.Type.StartsWith(NotificationEvents, StringComparison.Ordinal))
        {
            return true;
        }

        // The deliveries of events of assistance fail too.
        if (occurred.Type != FailedDeliveries.EventType || (occurred.Data as JsonObject)?["event_id"] is not JsonValue failed || !failed.TryGetValue<Guid>(out var id))
        {
            return false;
        }

        var body = await store.Events.Where(@event => @event.Id == id).Select(static @event => @event.Body).SingleOrDefaultAsync(cancellation);
        return body is not null && EventTask.Of(body) is { SchemaName: ITaskOpener.SchemaName };
    }

    private async Task<string?> PageAsync(HubStore store, OccurredEvent occurred, CancellationToken cancellation)
    {
        if (options.PublicUrl is not { } hub || EventPages.PathOf(occurred.Subject) is not { } path)
        {
            return null;
        }

        var workspace = await store.Set<Access.Workspace>().Where(found => found.Id == occurred.WorkspaceId).Select(static found => found.Name).SingleAsync(cancellation);
        return $"{hub.AbsoluteUri.TrimEnd('/')}/w/{workspace}/{path}";
    }
}
