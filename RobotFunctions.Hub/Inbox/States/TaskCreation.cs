using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.Hub.Inbox.States;

/// <summary>The rules of posting a task.</summary>
internal static class TaskCreation
{
    /// <summary>A new task, unset or in the state that its poster gives.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="poster">Who posts it.</param>
    /// <param name="state">Its first state; null for unset.</param>
    /// <param name="now">The time.</param>
    /// <param name="due">When it is due; null for the type's own rule.</param>
    public static TaskVerdict Create(TaskType type, Actor poster, string? state, DateTimeOffset now, DateTimeOffset? due = null)
    {
        if (!type.Has(state))
        {
            return TaskDecisions.UnknownState(type, state);
        }

        if (type.IsResolved(state) && (type.Quorum > 1 || type.Form is not null))
        {
            return new TaskRefused(RefusalKind.Invalid, $"\"{state}\" resolves the task, and \"{type.Name}\" is resolved by {(type.Quorum > 1 ? $"{type.Quorum} people" : "an answer to its form")}. Post the task without a state, or with a pending one.");
        }

        var task = new TaskProgress { Type = type, Poster = poster, State = state, Due = type.IsResolved(state) ? null : DueTime.Of(type, now, due) };
        return new TaskChanged(task, TaskAction.Created, [TaskEvents.Created]);
    }
}
