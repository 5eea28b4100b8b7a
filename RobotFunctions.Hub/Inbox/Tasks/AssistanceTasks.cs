using System.Text.Json;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Search;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Opens the tasks by which people acknowledge requests for assistance.</summary>
internal sealed class AssistanceTasks(ShippedSchema schema, TaskReading reading, TaskRecorder recorder, TimeProvider time) : ITaskOpener
{
    /// <inheritdoc/>
    public async Task<Guid> OpenAsync(HubStore store, AssistanceRequest request, Caller? caller, CancellationToken cancellation)
    {
        var version = await schema.FindOrInstallAsync(store, request.WorkspaceId, cancellation);
        var (now, type) = (time.GetUtcNow(), schema.Content.TaskTypes[0]);
        var actor = caller is null ? Actor.System : TaskActors.Of(caller);
        var meta = Meta(request);
        var task = new InboxTask
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = request.WorkspaceId,
            SchemaId = version.SchemaId,
            VersionId = version.Id,
            Type = type.Name,
            Status = InboxTaskStatus.Open,
            CreatedAt = now,
            PosterKind = actor.Kind,
            PosterId = actor.Id,
            PosterName = actor.Name,
            Correlation = request.Id.ToString(),
            Meta = meta,
            SearchText = TaskText.Of(type.Name, null, JsonElement.Parse(meta)),
            Sequence = 0,
            Hash = [],
        };
        store.Tasks.Add(task);
        var created = (TaskChanged)TaskCreation.Create(type, actor, state: null, now);
        await recorder.RecordAsync(store, new TaskSnapshot(task, schema.Content, QuorumVotes.None), created, new TaskDeed(actor, caller), cancellation);
        return task.Id;
    }

    /// <inheritdoc/>
    public async Task CancelAsync(HubStore store, Guid taskId, string why, CancellationToken cancellation)
    {
        if (await store.LockTaskAsync(taskId, cancellation) is not { } task)
        {
            return;
        }

        var snapshot = await reading.SnapshotAsync(store, task, cancellation);
        if (TaskClaims.Cancel(task.Progress(snapshot.Type, snapshot.Votes), Actor.System with { IsAdmin = true }) is TaskChanged cancelled)
        {
            await recorder.RecordAsync(store, snapshot, cancelled, new TaskDeed(Actor.System, Caller: null) { Comment = why }, cancellation);
        }
    }

    // The names are those of the request on the wire; the ending makes a page link the address.
    private static string Meta(AssistanceRequest request)
    {
        var meta = new JsonObject { ["topic"] = request.Topic, ["description"] = request.Description, ["severity"] = request.Severity.ToString().ToLowerInvariant() };
        if (request.Requester is { } requester)
        {
            meta["requester"] = requester;
        }

        if (request.Url is { } url)
        {
            meta["url__preview"] = url;
        }

        return meta.ToJsonString();
    }
}
