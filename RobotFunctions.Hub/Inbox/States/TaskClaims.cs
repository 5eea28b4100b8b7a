using System.Globalization;

namespace RobotFunctions.Hub.Inbox.States;

/// <summary>The rules of taking a task, giving it back, and cancelling it.</summary>
internal static class TaskClaims
{
    /// <summary>Somebody takes an open task, so that nobody else decides it.</summary>
    public static TaskVerdict Claim(TaskProgress task, Actor actor, DateTimeOffset now) =>
        !task.IsOpen ? Closed(task)
        : task.Type.Quorum > 1 ? new TaskRefused(RefusalKind.Conflict, $"\"{task.Type.Name}\" is decided by {task.Type.Quorum} people, so nobody claims it. Choose a state.")
        : task.Claim is not { } claim ? new TaskChanged(task with { Claim = new TaskClaim(actor, now) }, TaskAction.Claimed, [TaskEvents.Claimed])
        : claim.Holder.IsSameAs(actor) ? new TaskUnchanged()
        : HeldBy(claim);

    /// <summary>Somebody gives a task back; an admin may do so for others.</summary>
    public static TaskVerdict Release(TaskProgress task, Actor actor) =>
        task.Claim is not { } claim ? new TaskUnchanged()
        : claim.Holder.IsSameAs(actor) || actor.IsAdmin ? new TaskChanged(task with { Claim = null }, TaskAction.Released, [])
        : HeldBy(claim);

    /// <summary>Whoever posted a task, or an admin, takes it back while it is open. Its state stays.</summary>
    public static TaskVerdict Cancel(TaskProgress task, Actor actor) =>
        task.IsCancelled ? new TaskUnchanged()
        : !task.Poster.IsSameAs(actor) && !actor.IsAdmin
            ? new TaskRefused(RefusalKind.Forbidden, "Only whoever posted the task, or an admin of the workspace, can cancel it.")
        : task.IsResolved ? Closed(task)
        : new TaskChanged(task with { IsCancelled = true, Claim = null, Votes = QuorumVotes.None }, TaskAction.Cancelled, [TaskEvents.Cancelled]);

    internal static TaskRefused HeldBy(TaskClaim claim) => new(
        RefusalKind.Conflict,
        string.Create(CultureInfo.InvariantCulture, $"{claim.Holder.Shown} has claimed the task since {claim.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Ask them to release it, or an admin."));

    private static TaskRefused Closed(TaskProgress task) => new(
        RefusalKind.Conflict,
        task.IsCancelled ? "The task was cancelled. Post a new one if it must still be decided." : $"The task is resolved as \"{task.State}\". Reopen it first.");
}
