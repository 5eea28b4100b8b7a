using System.Globalization;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox;

/// <summary>How an action on a task that was refused is answered.</summary>
internal static class TaskRefusals
{
    /// <summary>The problem of a result; null if the action was done.</summary>
    public static Problem? Of(TaskResult result) => result switch
    {
        TaskDone => null,
        TaskNotFound { Reason: var reason } => new Problem(StatusCodes.Status404NotFound, reason),
        TaskStale => new Problem(StatusCodes.Status412PreconditionFailed, "The task was changed since you read it. Read it again, and send its new ETag in If-Match."),
        TaskNotConfigured { SchemaName: var name } => new Problem(
            StatusCodes.Status501NotImplemented, $"The webhook cannot be sent, because the schema \"{name}\" has no secret, so nothing was changed. Set it with `robot hub schema secret {name}`."),
        TaskNotAllowed { Kind: RefusalKind.Forbidden, Reason: var reason } => Problem.Forbidden(reason),
        TaskNotAllowed { Kind: RefusalKind.Conflict, Reason: var reason } => Problem.Conflict(reason),
        TaskNotAllowed refused => Problem.Invalid(string.Join('\n', [refused.Reason, .. refused.AnswerProblems.Select(static problem => string.Create(CultureInfo.InvariantCulture, $"{(problem.Pointer.Length == 0 ? "answer" : problem.Pointer)}: {problem.Text}"))])),
        _ => throw new InvalidOperationException($"{result.GetType().Name} has no answer."),
    };
}
