using RobotFunctions.Hub.Inbox.Forms;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>What the page of a task tells after a form.</summary>
internal static class TaskMessages
{
    /// <summary>What a decision did.</summary>
    public static string Decided(TaskDone done, string? state)
    {
        var (task, type, votes) = (done.Snapshot.Task, done.Snapshot.Type, done.Snapshot.Votes);
        return task.State != state ? $"Your vote for “{state}” is counted. {votes.Count} voted, {type.Quorum} must agree."
            : !done.IsChanged ? $"It is {Name(state)} already. Nothing was changed."
            : $"The state is {Name(state)} now.";
    }

    /// <summary>Why a form was refused, with what happened meanwhile.</summary>
    public static string Refused(TaskResult result, TaskDetails now, IReadOnlyList<FormProblem> problems) => result switch
    {
        TaskStale => $"{Last(now)} while you had the task open, so nothing of yours was sent. What you typed is kept: look at the task as it is now, and choose again if you still mean it.",
        TaskNotConfigured => $"The webhook of this task cannot be sent, because the schema “{now.Row.Schema}” has no secret, so nothing was changed. Ask an admin to set it on the page of the schema.",
        _ when problems.Any(static problem => problem.Pointer.Length == 0) => string.Join(' ', problems.Where(static problem => problem.Pointer.Length == 0).Select(static problem => problem.Text)),
        TaskNotAllowed { Reason: var reason } => reason,
        _ => TaskRefusals.Of(result)!.Detail,
    };

    private static string Last(TaskDetails now) => now.History is [var last, ..] ? $"{last.Actor} {last.Text}" : "Somebody changed it";

    private static string Name(string? state) => state is null ? "unset" : $"“{state}”";
}
