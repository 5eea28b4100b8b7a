using System.Text.Json;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Which task somebody acts on.</summary>
/// <param name="Caller">Who acts.</param>
/// <param name="Id">The task.</param>
/// <param name="IfMatch">The caller's <c>If-Match</c>; null for any version.</param>
internal sealed record TaskTarget(Caller Caller, Guid Id, string? IfMatch);

/// <summary>
/// Acts on tasks. Each action reads the task, decides by its rules and stores what comes of it in one transaction that locks the task, so that of two at the same
/// time the second is decided by what the first one left.
/// </summary>
internal sealed class TaskActions(StoreWriter writer, TaskReading reading, TaskRecorder recorder, TimeProvider time)
{
    private const int MaxComment = 10_000;

    /// <summary>Chooses a state.</summary>
    /// <param name="target">Who, and which task.</param>
    /// <param name="state">The state; null for unset.</param>
    /// <param name="answer">The answer to the type's form.</param>
    /// <param name="comment">A comment for the history.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public Task<TaskResult> DecideAsync(TaskTarget target, string? state, JsonElement? answer, string? comment, CancellationToken cancellation)
    {
        var actor = TaskActors.Of(target.Caller);
        var deed = new TaskDeed(actor, target.Caller) { Vote = state, Answer = answer, Comment = comment };
        return RunAsync(target, deed, task => TaskDecisions.Decide(task, actor, state, answer), cancellation);
    }

    /// <summary>Takes a task.</summary>
    public Task<TaskResult> ClaimAsync(TaskTarget target, CancellationToken cancellation) =>
        RunAsync(target, DeedOf(target), task => TaskClaims.Claim(task, TaskActors.Of(target.Caller), time.GetUtcNow()), cancellation);

    /// <summary>Gives a task back.</summary>
    public Task<TaskResult> ReleaseAsync(TaskTarget target, CancellationToken cancellation) =>
        RunAsync(target, DeedOf(target), task => TaskClaims.Release(task, TaskActors.Of(target.Caller)), cancellation);

    /// <summary>Cancels a task.</summary>
    public Task<TaskResult> CancelAsync(TaskTarget target, string? comment, CancellationToken cancellation) =>
        RunAsync(target, DeedOf(target) with { Comment = comment }, task => TaskClaims.Cancel(task, TaskActors.Of(target.Caller)), cancellation);

    /// <summary>Comments on a task.</summary>
    public Task<TaskResult> CommentAsync(TaskTarget target, string text, CancellationToken cancellation) =>
        RunAsync(target, DeedOf(target) with { Comment = text }, static task => new TaskChanged(task, TaskAction.Commented, []), cancellation);

    /// <summary>Acts on the due time of a task, once.</summary>
    public Task PassDueAsync(Guid id, CancellationToken cancellation) => writer.RunAsync(
        async store =>
        {
            if (await store.LockTaskAsync(id, cancellation) is { } task)
            {
                var snapshot = await reading.SnapshotAsync(store, task, cancellation);
                if (DueTime.Pass(task.Progress(snapshot.Type, snapshot.Votes), time.GetUtcNow()) is TaskChanged changed)
                {
                    await recorder.RecordAsync(store, snapshot, changed, new TaskDeed(Actor.System, Caller: null), cancellation);
                }
            }
        },
        cancellation);

    private static TaskDeed DeedOf(TaskTarget target) => new(TaskActors.Of(target.Caller), target.Caller);

    private async Task<TaskResult> RunAsync(TaskTarget target, TaskDeed deed, Func<TaskProgress, TaskVerdict> decide, CancellationToken cancellation)
    {
        if (deed.Comment is { } comment && (string.IsNullOrWhiteSpace(comment) || comment.Length > MaxComment))
        {
            return new TaskNotAllowed(RefusalKind.Invalid, $"A comment has 1 to {MaxComment} characters.");
        }

        return await writer.RunAsync(
            async store =>
            {
                if (await store.LockTaskAsync(target.Id, cancellation) is not { } task || task.WorkspaceId != target.Caller.WorkspaceId)
                {
                    return new TaskNotFound("Your workspace has no task with this id.");
                }

                if (target.IfMatch is not null && !ETags.Matches(target.IfMatch, TagOf(task)))
                {
                    return new TaskStale();
                }

                var snapshot = await reading.SnapshotAsync(store, task, cancellation);
                return decide(task.Progress(snapshot.Type, snapshot.Votes)) switch
                {
                    TaskChanged changed => await recorder.RecordAsync(store, snapshot, changed, deed, cancellation),
                    TaskRefused refused => new TaskNotAllowed(refused.Kind, refused.Reason) { AnswerProblems = refused.AnswerProblems },
                    _ => (TaskResult)new TaskDone(snapshot, IsChanged: false),
                };
            },
            cancellation);
    }

    /// <summary>The ETag of a task. It changes with its history.</summary>
    public static string TagOf(InboxTask task) => ETags.Of(task.Id, task.Sequence);
}
