using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.Hub.Inbox.States;

/// <summary>An open task that cannot move to another version of its schema.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Reason">A sentence: why, and what to do.</param>
internal sealed record TaskThatStays(Guid TaskId, string Reason);

/// <summary>What <c>schema migrate</c> would do with the open tasks of older versions.</summary>
/// <param name="Moves">The tasks that get the type of the newer version; their state stays.</param>
/// <param name="Stays">The tasks that keep their version.</param>
internal sealed record MigrationPlan(IReadOnlyList<Guid> Moves, IReadOnlyList<TaskThatStays> Stays)
{
    /// <summary>Plans the move of tasks to a version. Resolved and cancelled tasks keep theirs and are not listed.</summary>
    public static MigrationPlan To(TaskSchema target, IEnumerable<(Guid Id, TaskProgress Task)> tasks)
    {
        var open = tasks.Where(static task => task.Task.IsOpen).Select(task => (task.Id, Reason: ReasonToStay(target, task.Task))).ToList();
        return new MigrationPlan(
            [.. open.Where(static task => task.Reason is null).Select(static task => task.Id)],
            [.. open.Where(static task => task.Reason is not null).Select(static task => new TaskThatStays(task.Id, task.Reason!))]);
    }

    private static string? ReasonToStay(TaskSchema target, TaskProgress task)
    {
        if (target.Type(task.Type.Name) is not { } type)
        {
            return $"Version {target.Version} has no task type \"{task.Type.Name}\". Decide the task in its own version.";
        }

        if (!type.Has(task.State))
        {
            return $"Version {target.Version} has no state \"{task.State}\" for \"{type.Name}\". Move the task to a state that both versions have.";
        }

        if (type.IsResolved(task.State))
        {
            return $"\"{task.State}\" is pending now and resolved in version {target.Version}: the move would decide the task. Move the task to another state first.";
        }

        return task.Votes.Count > 0 ? "People are voting on the task, and a new version may change what they vote on. Migrate again when it is decided." : null;
    }
}
