using RobotFunctions.Hub.Inbox.Forms;

namespace RobotFunctions.Hub.Inbox.States;

/// <summary>What came of an action on a task.</summary>
internal abstract record TaskVerdict;

/// <summary>The task is now another one, and a history entry says so.</summary>
/// <param name="Task">The task as it is now.</param>
/// <param name="Action">What the entry says was done.</param>
/// <param name="Events">What others are told (<see cref="TaskEvents"/>). A vote is told to nobody.</param>
internal sealed record TaskChanged(TaskProgress Task, TaskAction Action, IReadOnlyList<string> Events) : TaskVerdict;

/// <summary>There was nothing to do: no history entry, no event.</summary>
internal sealed record TaskUnchanged : TaskVerdict;

/// <summary>The action is refused.</summary>
/// <param name="Kind">Why, for the status of the answer.</param>
/// <param name="Reason">A sentence: what happened and what to do.</param>
internal sealed record TaskRefused(RefusalKind Kind, string Reason) : TaskVerdict
{
    /// <summary>What is wrong with the answer, by JSON pointer.</summary>
    public IReadOnlyList<FormProblem> AnswerProblems { get; init; } = [];
}

internal enum RefusalKind
{
    /// <summary>The request itself is wrong (422).</summary>
    Invalid,

    /// <summary>The actor may not do this (403).</summary>
    Forbidden,

    /// <summary>The task is not in a condition for it (409).</summary>
    Conflict,
}

internal enum TaskAction
{
    Created,
    Decided,
    Voted,
    Claimed,
    Released,
    Commented,
    Cancelled,
    Overdue,
    Migrated,
    Redacted,
}
