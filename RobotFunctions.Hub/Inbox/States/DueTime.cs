using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.Hub.Inbox.States;

/// <summary>What happens at a task's due time.</summary>
internal static class DueTime
{
    /// <summary>When a new task is due: as its poster says, else after its type's duration.</summary>
    public static DateTimeOffset? Of(TaskType type, DateTimeOffset created, DateTimeOffset? posted) => posted ?? (type.Due is { } after ? created + after : null);

    /// <summary>
    /// Acts on a due time that has passed; once for each due time. A state of <c>on_due</c> is set whatever the transitions, claims and votes say; the people of
    /// an <c>escalate</c> topic are told by whoever handles the event.
    /// </summary>
    public static TaskVerdict Pass(TaskProgress task, DateTimeOffset now)
    {
        if (!task.IsOpen || task.IsOverdue || task.Due is not { } due || now < due)
        {
            return new TaskUnchanged();
        }

        var overdue = task with { IsOverdue = true, Votes = QuorumVotes.None };
        var moved = task.Type.OnDue is SetStateOnDue { State: var state } && state != task.State ? TaskDecisions.Move(overdue, state) : new TaskChanged(overdue, TaskAction.Overdue, []);
        return moved with { Action = TaskAction.Overdue, Events = [TaskEvents.Overdue, .. moved.Events] };
    }
}
