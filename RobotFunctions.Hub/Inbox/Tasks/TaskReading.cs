using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Reads tasks with what their schemas say.</summary>
internal sealed class TaskReading(SchemaCatalog catalog)
{
    /// <summary>A task that was read, with its schema and its votes.</summary>
    public async Task<TaskSnapshot> SnapshotAsync(HubStore store, InboxTask task, CancellationToken cancellation)
    {
        var schema = await catalog.ReadAsync(store, task.VersionId, cancellation);
        return new TaskSnapshot(task, schema, schema.Type(task.Type)?.Quorum > 1 ? await VotesAsync(store, task.Id, cancellation) : QuorumVotes.None);
    }

    /// <summary>A task of a workspace; null if it has none of this id.</summary>
    public async Task<TaskSnapshot?> FindAsync(HubStore store, Guid workspaceId, Guid id, CancellationToken cancellation) =>
        await store.Tasks.AsNoTracking().SingleOrDefaultAsync(task => task.Id == id && task.WorkspaceId == workspaceId, cancellation) is { } task
            ? await SnapshotAsync(store, task, cancellation)
            : null;

    /// <summary>The entries of a task's history, by number.</summary>
    public static Task<List<StoredEntry>> HistoryAsync(HubStore store, Guid taskId, CancellationToken cancellation) =>
        store.TaskHistory.AsNoTracking().Where(entry => entry.TaskId == taskId).OrderBy(static entry => entry.Sequence).ToListAsync(cancellation);

    private static async Task<QuorumVotes> VotesAsync(HubStore store, Guid taskId, CancellationToken cancellation)
    {
        var votes = await store.TaskVotes.AsNoTracking().Where(vote => vote.TaskId == taskId).ToListAsync(cancellation);
        return votes.Count == 0 ? QuorumVotes.None : new QuorumVotes(votes.ToImmutableSortedDictionary(static vote => vote.Person, static vote => vote.State, StringComparer.Ordinal));
    }
}
