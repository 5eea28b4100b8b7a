using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.History;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>What somebody did to a task, apart from what it made of the task.</summary>
/// <param name="Actor">Who did it.</param>
/// <param name="Caller">Whose request it was; null for the Hub itself.</param>
internal sealed record TaskDeed(Actor Actor, Caller? Caller)
{
    /// <summary>The state that a person voted for.</summary>
    public string? Vote { get; init; }

    public string? Comment { get; init; }

    public JsonElement? Answer { get; init; }
}

/// <summary>Stores a change of a task: the task, its votes, the next entry of its history, the audit and the events, all in the caller's transaction.</summary>
internal sealed class TaskRecorder(TaskAnnouncements announcements, TimeProvider time)
{
    /// <summary>How many random bytes an entry has.</summary>
    public const int SaltBytes = 16;

    /// <summary>Stores a change of a task that <see cref="InboxTables.LockTaskAsync"/> read, or of a new one.</summary>
    /// <returns>The task as it is now; or that its webhook cannot be sent, and nothing was changed.</returns>
    public async Task<TaskResult> RecordAsync(HubStore store, TaskSnapshot before, TaskChanged changed, TaskDeed deed, CancellationToken cancellation)
    {
        var hook = changed.Events.Count == 0 ? null : await TaskAnnouncements.FindHookAsync(store, before, cancellation);
        if (hook is null && deed.Caller is not null && changed.Events.Contains(TaskEvents.Changed) && before.Schema is { HookHeader: not null } schema && schema.HookUrl(before.Type) is not null)
        {
            return new TaskNotConfigured(schema.Name);
        }

        var (now, task) = (time.GetUtcNow(), before.Task);
        var entry = Entry(task, changed, deed, now);
        var chained = ChainedEntry.Append(task.Sequence == 0 ? null : new ChainedEntry(task.Id, task.Sequence, null, [], task.Hash), entry);
        store.TaskHistory.Add(StoredEntry.Of(task.WorkspaceId, chained));
        task.Take(changed.Task, now);
        (task.Sequence, task.Hash) = (chained.Sequence, chained.Hash);
        if (changed.Events.Contains(TaskEvents.Changed))
        {
            task.Answer = deed.Answer?.GetRawText();
        }

        await StoreVotesAsync(store, task.Id, before.Votes, changed.Task.Votes, cancellation);
        if (deed.Caller is { } caller)
        {
            store.Audit.Add(AuditEntry.Of(caller, $"task.{changed.Action.ToString().ToLowerInvariant()}", task.Id.ToString(), now));
        }

        var after = before with { Votes = changed.Task.Votes };
        var delivery = await announcements.RecordAsync(store, after, entry, changed.Events, hook, deed.Caller?.RequestId, cancellation);
        task.DeliveryId = changed.Events.Contains(TaskEvents.Changed) ? delivery : task.DeliveryId;
        TaskTrace.Continue(task, changed.Action);
        return new TaskDone(after, IsChanged: true);
    }

    private static HistoryEntry Entry(InboxTask task, TaskChanged changed, TaskDeed deed, DateTimeOffset now)
    {
        var to = deed.Vote is not null && changed.Action == TaskAction.Voted ? deed.Vote : changed.Task.State;
        var showsStates = changed.Action is TaskAction.Created or TaskAction.Decided or TaskAction.Voted or TaskAction.Overdue;
        return new HistoryEntry
        {
            TaskId = task.Id,
            Sequence = task.Sequence + 1,
            At = now,
            Actor = deed.Actor,
            Action = changed.Action,
            From = showsStates ? task.State : null,
            To = showsStates ? to : null,
            IsResolved = changed.Task.IsResolved,
            Comment = deed.Comment,
            Answer = deed.Answer,
            Meta = changed.Action == TaskAction.Created ? task.Meta : null,
            Salt = RandomNumberGenerator.GetBytes(SaltBytes),
        };
    }

    private static async Task StoreVotesAsync(HubStore store, Guid taskId, QuorumVotes before, QuorumVotes after, CancellationToken cancellation)
    {
        if (ReferenceEquals(before, after) || (before.Count == 0 && after.Count == 0))
        {
            return;
        }

        var stored = await store.TaskVotes.Where(vote => vote.TaskId == taskId).ToListAsync(cancellation);
        store.TaskVotes.RemoveRange(stored.Where(vote => after.Of(vote.Person) is null));
        foreach (var (person, state) in after.ByPerson)
        {
            if (stored.Find(vote => vote.Person == person) is { } vote)
            {
                vote.State = state;
            }
            else
            {
                store.TaskVotes.Add(new TaskVote { TaskId = taskId, Person = person, State = state });
            }
        }
    }
}
