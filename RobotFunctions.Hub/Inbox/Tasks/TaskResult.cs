using RobotFunctions.Hub.Inbox.Forms;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>A task with what its schema says.</summary>
/// <param name="Task">The task.</param>
/// <param name="Schema">Its version of the schema.</param>
/// <param name="Votes">The votes on it.</param>
internal sealed record TaskSnapshot(InboxTask Task, TaskSchema Schema, QuorumVotes Votes)
{
    public TaskType Type { get; } = Schema.Type(Task.Type) ?? throw new InvalidOperationException($"The version {Schema.Version} has no type \"{Task.Type}\", and a task of it.");
}

/// <summary>What came of an action on a task.</summary>
internal abstract record TaskResult;

/// <summary>The task as it is now.</summary>
/// <param name="Snapshot">The task.</param>
/// <param name="IsChanged">Whether the action changed it.</param>
internal sealed record TaskDone(TaskSnapshot Snapshot, bool IsChanged) : TaskResult;

/// <summary>There is no such task, schema or type.</summary>
/// <param name="Reason">A sentence: what is not there and what to do.</param>
internal sealed record TaskNotFound(string Reason) : TaskResult;

/// <summary>Its rules refuse it.</summary>
internal sealed record TaskNotAllowed(RefusalKind Kind, string Reason) : TaskResult
{
    public IReadOnlyList<FormProblem> AnswerProblems { get; init; } = [];
}

/// <summary>Somebody changed it since the caller read it.</summary>
internal sealed record TaskStale : TaskResult;

/// <summary>Its webhook needs a secret that nobody has set. Nothing was changed.</summary>
/// <param name="SchemaName">The schema.</param>
internal sealed record TaskNotConfigured(string SchemaName) : TaskResult;
