using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.Search;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>
/// Erases what an entry of a history says, and keeps its hashes, so that the history is verified as before. What the task and its events have of it is erased
/// too. The history of a removed task can be redacted like any other.
/// </summary>
internal sealed class HistoryRedaction(StoreWriter writer, TimeProvider time)
{
    // Events are recorded in the transaction of their entry, which does not last as long.
    private static readonly TimeSpan EventsAfterEntry = TimeSpan.FromMinutes(10);

    /// <summary>Redacts an entry, once.</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="sequence">The number of the entry.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public Task<RedactionResult> RedactAsync(Caller caller, Guid taskId, int sequence, CancellationToken cancellation) => writer.RunAsync<RedactionResult>(
        async store =>
        {
            var task = await LockAsync(store, taskId, cancellation);
            var history = store.TaskHistory.Where(entry => entry.TaskId == taskId && entry.WorkspaceId == caller.WorkspaceId);
            if (await history.SingleOrDefaultAsync(entry => entry.Sequence == sequence, cancellation) is not { } stored)
            {
                return new EntryNotFound();
            }

            if (stored.Content is null)
            {
                return new EntryRedacted();
            }

            var entry = HistoryEntryReader.Read(stored.Content);
            if (entry.Action == TaskAction.Redacted)
            {
                return new RedactionRefused("This entry says that another one was redacted, and has no other content. It cannot be redacted.");
            }

            if (await store.TaskVotes.AnyAsync(vote => vote.TaskId == taskId, cancellation))
            {
                return new RedactionRefused("People are voting on this task. Redact the entry when the vote has ended, or cancel the task first.");
            }

            var last = await history.AsNoTracking().OrderByDescending(static entry => entry.Sequence).FirstAsync(cancellation);
            var redaction = ChainedEntry.Append(last.ToChained(), Entry(caller, task, last, sequence));
            store.TaskHistory.Add(StoredEntry.Of(caller.WorkspaceId, redaction));
            stored.Content = null;
            if (task is not null)
            {
                (task.Sequence, task.Hash) = (redaction.Sequence, redaction.Hash);
                Forget(task, entry);
            }

            await ForgetEventsAsync(store, caller.WorkspaceId, entry, cancellation);
            store.Audit.Add(AuditEntry.Of(caller, "task.redacted", string.Create(CultureInfo.InvariantCulture, $"{taskId}/{sequence}"), time.GetUtcNow()));
            return new EntryRedacted();
        },
        cancellation);

    // Of a removed task the first entry is locked, so that of two at the same time the second finds what the first one left.
    private static async Task<InboxTask?> LockAsync(HubStore store, Guid taskId, CancellationToken cancellation)
    {
        var task = await store.LockTaskAsync(taskId, cancellation);
        if (task is null && store is PostgresStore)
        {
            await store.Database.ExecuteSqlAsync($"SELECT 1 FROM \"TaskHistory\" WHERE \"TaskId\" = {taskId} AND \"Sequence\" = 1 FOR UPDATE", cancellation);
        }

        return task;
    }

    private HistoryEntry Entry(Caller caller, InboxTask? task, StoredEntry last, int redacts) => new()
    {
        TaskId = last.TaskId,
        Sequence = last.Sequence + 1,
        At = time.GetUtcNow(),
        Actor = TaskActors.Of(caller),
        Action = TaskAction.Redacted,
        IsResolved = task?.Status == InboxTaskStatus.Resolved,
        Redacts = redacts,
        Salt = RandomNumberGenerator.GetBytes(TaskRecorder.SaltBytes),
    };

    private static void Forget(InboxTask task, HistoryEntry entry)
    {
        if (entry.Action == TaskAction.Created)
        {
            task.Meta = null;
            task.SearchText = TaskText.Of(task.Type, task.Correlation, meta: null);
        }

        // The task has the answer of its last decision. The same one of another entry is the same data.
        if (entry.Answer is { } erased && task.Answer is { } answer && JsonElement.DeepEquals(erased, JsonElement.Parse(answer)))
        {
            task.Answer = null;
        }
    }

    private static async Task ForgetEventsAsync(HubStore store, Guid workspaceId, HistoryEntry entry, CancellationToken cancellation)
    {
        var (subject, until) = ($"/api/v1/tasks/{entry.TaskId}", entry.At + EventsAfterEntry);
        var events = await store.Events
            .Where(@event => @event.WorkspaceId == workspaceId && @event.At >= entry.At && @event.At <= until && @event.Subject == subject && @event.Type != TaskAnnouncements.SeedType)
            .ToListAsync(cancellation);
        foreach (var @event in events)
        {
            var body = JsonNode.Parse(@event.Body)!.AsObject();
            if (long.Parse(body["sequence"]!.GetValue<string>(), CultureInfo.InvariantCulture) == entry.Sequence && body["data"] is JsonObject data)
            {
                (data["actor"], data["comment"], data["answer"]) = (null, null, null);
                @event.Body = JsonSerializer.SerializeToUtf8Bytes(body);
            }
        }
    }
}

/// <summary>What came of a redaction.</summary>
internal abstract record RedactionResult;

/// <summary>The entry is redacted, now or since before.</summary>
internal sealed record EntryRedacted : RedactionResult;

/// <summary>The workspace has no such entry.</summary>
internal sealed record EntryNotFound : RedactionResult;

/// <summary>It cannot be redacted, or not now.</summary>
/// <param name="Reason">A sentence: why, and what to do.</param>
internal sealed record RedactionRefused(string Reason) : RedactionResult;
