using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Search;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Posts tasks.</summary>
internal sealed class TaskPosting(IDbContextFactory<HubStore> stores, StoreWriter writer, SchemaCatalog catalog, TaskReading reading, TaskRecorder recorder, TimeProvider time)
{
    /// <summary>Posts a task; or finds the one with the same correlation.</summary>
    public async Task<TaskResult> PostAsync(Caller caller, TaskPost post, CancellationToken cancellation)
    {
        if (post.Problem() is { } problem)
        {
            return new TaskNotAllowed(RefusalKind.Invalid, problem);
        }

        try
        {
            return await TryPostAsync(caller, post, cancellation);
        }
        catch (DbUpdateException meanwhile) when (StoreFailures.IsConflict(meanwhile))
        {
            // Somebody has just posted it, or removed the schema.
            return await TryPostAsync(caller, post, cancellation);
        }
    }

    // The schema is read before the transaction, which others wait for.
    private async Task<TaskResult> TryPostAsync(Caller caller, TaskPost post, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var schema = await SchemaCatalog.FindSchemaAsync(store, caller.WorkspaceId, post.SchemaName, cancellation);
        if (schema is null || await catalog.FindAsync(store, schema.Id, post.Semver, cancellation) is not { } version)
        {
            return new TaskNotFound(schema is null
                ? "Your workspace has no schema of this schema_name. `robot hub schema list` lists them."
                : "The schema has no such version, or only pre-releases, which are used when semver names them.");
        }

        return await writer.RunAsync(writing => PostAsync(writing, caller, post, schema, version, cancellation), cancellation);
    }

    private async Task<TaskResult> PostAsync(HubStore store, Caller caller, TaskPost post, InstalledSchema schema, CatalogVersion version, CancellationToken cancellation)
    {
        if (post.Correlation is { } correlation
            && await store.Tasks.AsNoTracking().SingleOrDefaultAsync(task => task.SchemaId == schema.Id && task.Correlation == correlation, cancellation) is { } existing)
        {
            return new TaskDone(await reading.SnapshotAsync(store, existing, cancellation), IsChanged: false);
        }

        if (version.Schema.Type(post.Type) is not { } type)
        {
            return new TaskNotFound($"The schema \"{version.Schema.Name}\" has no such task type in its latest version, {version.Schema.Version}. Its types are {string.Join(", ", version.Schema.TaskTypes.Select(static known => known.Name))}.");
        }

        if (post.Callback is { } callback && !(Uri.TryCreate(callback, UriKind.Absolute, out var url) && version.Schema.AllowsCallback(type, url)))
        {
            return new TaskNotAllowed(RefusalKind.Invalid, "callback must be a URL with the scheme, host and port of the type's webhook, whose secret signs what is sent there.");
        }

        var now = time.GetUtcNow();
        var actor = TaskActors.Of(caller);
        var verdict = TaskCreation.Create(type, actor, post.State is { Length: > 0 } state ? state : null, now, post.Due);
        if (verdict is not TaskChanged changed)
        {
            var refused = (TaskRefused)verdict;
            return new TaskNotAllowed(refused.Kind, refused.Reason);
        }

        var task = New(caller, schema.Id, version.VersionId, type, actor, post, now);
        store.Tasks.Add(task);
        return await recorder.RecordAsync(store, new TaskSnapshot(task, version.Schema, QuorumVotes.None), changed, new TaskDeed(actor, caller), cancellation);
    }

    private static InboxTask New(Caller caller, Guid schemaId, Guid versionId, TaskType type, Actor poster, TaskPost post, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = caller.WorkspaceId,
        SchemaId = schemaId,
        VersionId = versionId,
        Type = type.Name,
        Status = InboxTaskStatus.Open,
        CreatedAt = now,
        PosterKind = poster.Kind,
        PosterId = poster.Id,
        PosterName = poster.Name,
        Assignee = post.Assignee,
        Correlation = post.Correlation,
        Callback = post.Callback,
        Meta = post.MetaText,
        SearchText = TaskText.Of(type.Name, post.Correlation, post.Meta),
        Sequence = 0,
        Hash = [],
    };
}
