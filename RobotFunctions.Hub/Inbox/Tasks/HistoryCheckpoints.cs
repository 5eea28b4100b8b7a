using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Makes checkpoints of the histories of a workspace, and reads histories to be verified.</summary>
internal sealed class HistoryCheckpoints(StoreWriter writer, Outbox outbox, TimeProvider time)
{
    /// <summary>The type of the event with the hash of a checkpoint, for whoever keeps it elsewhere.</summary>
    public const string EventType = "history.checkpoint";

    /// <summary>Covers all entries that no checkpoint covers yet.</summary>
    /// <returns>The checkpoint; null if there was nothing new.</returns>
    public Task<Checkpoint?> CreateAsync(Guid workspaceId, CancellationToken cancellation) => writer.RunAsync(
        async store =>
        {
            // One at a time in a workspace, also of other replicas. What refers to the workspace goes on.
            if (store is PostgresStore)
            {
                await store.Database.ExecuteSqlAsync($"SELECT 1 FROM \"Workspaces\" WHERE \"Id\" = {workspaceId} FOR NO KEY UPDATE", cancellation);
            }

            var last = await store.Checkpoints.AsNoTracking().Where(checkpoint => checkpoint.WorkspaceId == workspaceId)
                .OrderByDescending(static checkpoint => checkpoint.Number).FirstOrDefaultAsync(cancellation);
            var number = (last?.Number ?? 0) + 1;

            // Marked first and read then: what is committed meanwhile belongs to the next one.
            var marked = await store.TaskHistory.Where(entry => entry.WorkspaceId == workspaceId && entry.Checkpoint == 0)
                .ExecuteUpdateAsync(set => set.SetProperty(static entry => entry.Checkpoint, number), cancellation);
            if (marked == 0)
            {
                return null;
            }

            var entries = await store.TaskHistory.AsNoTracking().Where(entry => entry.WorkspaceId == workspaceId && entry.Checkpoint == number)
                .Select(static entry => new TaskHead(entry.TaskId, entry.Sequence, entry.Hash)).ToListAsync(cancellation);
            var now = time.GetUtcNow();
            var checkpoint = Checkpoint.Create(
                last is null ? null : Read(last), now, entries.GroupBy(static head => head.TaskId).Select(static heads => heads.MaxBy(static head => head.Sequence)!));
            store.Checkpoints.Add(new StoredCheckpoint { WorkspaceId = workspaceId, Number = number, At = now, Content = checkpoint.Content });
            var data = new JsonObject { ["number"] = number, ["hash"] = Convert.ToHexStringLower(checkpoint.Hash), ["tasks"] = checkpoint.Heads.Count };
            await outbox.RecordAsync(store, new OccurredEvent(workspaceId, EventType, "/api/v1/history/checkpoints", data) { Sequence = number }, cancellation);
            return checkpoint;
        },
        cancellation);

    /// <summary>The workspaces with entries that no checkpoint covers yet.</summary>
    public static Task<List<Guid>> UncoveredAsync(HubStore store, CancellationToken cancellation) =>
        store.TaskHistory.Where(static entry => entry.Checkpoint == 0).Select(static entry => entry.WorkspaceId).Distinct().ToListAsync(cancellation);

    /// <summary>Verifies the histories of a workspace.</summary>
    /// <param name="store">The store.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="anchor">The hash of a checkpoint that was kept elsewhere; null if there is none.</param>
    public static HistoryReport Verify(HubStore store, Guid workspaceId, byte[]? anchor) =>
        HistoryVerification.Run(Entries(store, workspaceId), [.. Checkpoints(store, workspaceId)], anchor);

    /// <summary>The lines of an exported history.</summary>
    public static IEnumerable<byte[]> Export(HubStore store, Guid workspaceId)
    {
        foreach (var checkpoint in Checkpoints(store, workspaceId).ToList())
        {
            yield return HistoryFile.Line(checkpoint);
        }

        foreach (var entry in Entries(store, workspaceId))
        {
            yield return HistoryFile.Line(entry);
        }
    }

    private static IEnumerable<ChainedEntry> Entries(HubStore store, Guid workspaceId) => store.TaskHistory.AsNoTracking()
        .Where(entry => entry.WorkspaceId == workspaceId).OrderBy(static entry => entry.TaskId).ThenBy(static entry => entry.Sequence).AsEnumerable().Select(static entry => entry.ToChained());

    private static IEnumerable<Checkpoint> Checkpoints(HubStore store, Guid workspaceId) => store.Checkpoints.AsNoTracking()
        .Where(checkpoint => checkpoint.WorkspaceId == workspaceId).OrderBy(static checkpoint => checkpoint.Number).AsEnumerable().Select(Read);

    // One that somebody made unreadable chains to nothing, which verification reports.
    private static Checkpoint Read(StoredCheckpoint stored)
    {
        try
        {
            return Checkpoint.Read(JsonElement.Parse(stored.Content)) ?? new Checkpoint(stored.Number, [], [], stored.Content);
        }
        catch (JsonException)
        {
            return new Checkpoint(stored.Number, [], [], stored.Content);
        }
    }
}
