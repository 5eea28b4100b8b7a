using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>What a migration did, or would do.</summary>
/// <param name="Version">The version that open tasks move to.</param>
/// <param name="Plan">The tasks that move, and those that stay.</param>
internal sealed record MigrationOutcome(string Version, MigrationPlan Plan);

/// <summary>Moves the open tasks of a schema to its newest version, where their type and state still exist.</summary>
internal sealed class SchemaMigration(IDbContextFactory<HubStore> stores, StoreWriter writer, SchemaCatalog catalog, TaskReading reading, TaskRecorder recorder)
{
    private const int Batch = 500;

    /// <summary>Migrates in batches, each in a transaction of its own.</summary>
    /// <param name="caller">Who migrates.</param>
    /// <param name="schemaId">The schema.</param>
    /// <param name="isDryRun">Whether it is only planned.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <returns>Null if the workspace has no such schema, or the schema has only pre-releases.</returns>
    public async Task<MigrationOutcome?> RunAsync(Caller caller, Guid schemaId, bool isDryRun, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        if (!await store.Schemas.AnyAsync(schema => schema.Id == schemaId && schema.WorkspaceId == caller.WorkspaceId, cancellation)
            || await catalog.FindAsync(store, schemaId, wanted: null, cancellation) is not { } target)
        {
            return null;
        }

        var moves = new List<Guid>();
        var stays = new List<TaskThatStays>();
        Cursor? after = null;
        while (await NextAsync(store, schemaId, target.VersionId, after, cancellation) is { Count: > 0 } batch)
        {
            after = new Cursor(batch[^1].CreatedAt, batch[^1].Id);
            var ids = batch.ConvertAll(static task => task.Id);
            var plan = isDryRun
                ? await PlanAsync(store, target, batch, cancellation)
                : await writer.RunAsync(changing => MoveAsync(changing, caller, target, ids, cancellation), cancellation);
            moves.AddRange(plan.Moves);
            stays.AddRange(plan.Stays);
        }

        return new MigrationOutcome(target.Schema.Version.Text, new MigrationPlan(moves, stays));
    }

    private static Task<List<InboxTask>> NextAsync(HubStore store, Guid schemaId, Guid newest, Cursor? after, CancellationToken cancellation) => store.Tasks.AsNoTracking()
        .Where(task => task.SchemaId == schemaId && task.Status == InboxTaskStatus.Open && task.VersionId != newest
            && (after == null || task.CreatedAt > after.Value.At || (task.CreatedAt == after.Value.At && task.Id > after.Value.Id)))
        .OrderBy(static task => task.CreatedAt).ThenBy(static task => task.Id).Take(Batch).ToListAsync(cancellation);

    private async Task<MigrationPlan> PlanAsync(HubStore store, CatalogVersion target, IEnumerable<InboxTask> tasks, CancellationToken cancellation)
    {
        var progress = new List<(Guid, TaskProgress)>();
        foreach (var task in tasks)
        {
            var snapshot = await reading.SnapshotAsync(store, task, cancellation);
            progress.Add((task.Id, task.Progress(snapshot.Type, snapshot.Votes)));
        }

        return MigrationPlan.To(target.Schema, progress);
    }

    // Locked, so that nobody decides a task while it moves. In order of their ids, so that two migrations do not lock each other out.
    private async Task<MigrationPlan> MoveAsync(HubStore store, Caller caller, CatalogVersion target, IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        var locked = new List<InboxTask>();
        foreach (var id in ids.Order())
        {
            if (await store.LockTaskAsync(id, cancellation) is { } task)
            {
                locked.Add(task);
            }
        }

        var plan = await PlanAsync(store, target, locked, cancellation);
        foreach (var task in locked.Where(task => plan.Moves.Contains(task.Id)))
        {
            task.VersionId = target.VersionId;
            var moved = new TaskSnapshot(task, target.Schema, QuorumVotes.None);
            var changed = new TaskChanged(task.Progress(moved.Type, moved.Votes), TaskAction.Migrated, []);
            await recorder.RecordAsync(store, moved, changed, new TaskDeed(TaskActors.Of(caller), caller) { Comment = $"To version {target.Schema.Version}." }, cancellation);
        }

        return plan;
    }
}
