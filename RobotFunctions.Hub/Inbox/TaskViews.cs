using System.Text.Json;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox;

/// <summary>A task on the wire. The first six members are task-inbox's.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Created">When it was posted.</param>
/// <param name="TtypeId">The id of its type.</param>
/// <param name="State">Its state; null for unset.</param>
/// <param name="UserId">Whom it is assigned to.</param>
/// <param name="Resolved">Whether its state is a resolved one.</param>
/// <param name="Status">Whether it still waits for people.</param>
/// <param name="SchemaName">The name of its schema.</param>
/// <param name="Semver">Its version of the schema.</param>
/// <param name="Meta">What its poster sent.</param>
/// <param name="Answer">The answer that its state was chosen with.</param>
/// <param name="Due">When it is due.</param>
/// <param name="OverdueAt">When it was found to be overdue.</param>
/// <param name="Correlation">Its poster's own id of it.</param>
/// <param name="Callback">Where its state changes are sent, if not to its type's address.</param>
/// <param name="PostedBy">Who posted it.</param>
/// <param name="ClaimedBy">Who has claimed it.</param>
/// <param name="ClaimedAt">Since when.</param>
/// <param name="Quorum">How many people must agree.</param>
/// <param name="VoteCount">How many people have voted.</param>
/// <param name="Sequence">The number of its last history entry.</param>
internal sealed record TaskView(
    Guid Id,
    DateTimeOffset Created,
    Guid TtypeId,
    string? State,
    string? UserId,
    bool Resolved,
    InboxTaskStatus Status,
    string SchemaName,
    string Semver,
    JsonObject? Meta,
    JsonObject? Answer,
    DateTimeOffset? Due,
    DateTimeOffset? OverdueAt,
    string? Correlation,
    string? Callback,
    string PostedBy,
    string? ClaimedBy,
    DateTimeOffset? ClaimedAt,
    int Quorum,
    int VoteCount,
    int Sequence)
{
    public static TaskView Of(TaskSnapshot snapshot)
    {
        var task = snapshot.Task;
        return new TaskView(
            task.Id,
            task.CreatedAt,
            TaskTypeId.Of(task.VersionId, task.Type),
            task.State,
            task.Assignee,
            task.Status == InboxTaskStatus.Resolved || snapshot.Type.IsResolved(task.State),
            task.Status,
            snapshot.Schema.Name,
            snapshot.Schema.Version.Text,
            Json(task.Meta),
            Json(task.Answer),
            task.DueAt,
            task.OverdueAt,
            task.Correlation,
            task.Callback,
            task.PosterName,
            task.HolderName,
            task.ClaimedAt,
            snapshot.Type.Quorum,
            snapshot.Votes.Count,
            task.Sequence);
    }

    private static JsonObject? Json(string? text) => text is null ? null : JsonNode.Parse(text)!.AsObject();
}

/// <summary>A task with the name of its type.</summary>
/// <param name="Task">The task.</param>
/// <param name="Ttype">The name of its type.</param>
/// <param name="NextStates">The states that can be chosen; empty is unset.</param>
internal sealed record TaskAnswer(TaskView Task, string Ttype, IReadOnlyList<string> NextStates)
{
    public static TaskAnswer Of(TaskSnapshot snapshot) => new(
        TaskView.Of(snapshot),
        snapshot.Type.Name,
        snapshot.Task.Status == InboxTaskStatus.Cancelled ? [] : [.. snapshot.Type.NextStates(snapshot.Task.State).Select(static state => state ?? TaskType.Unset)]);
}

/// <summary>A type on the wire.</summary>
internal sealed record TaskTypeView(
    Guid Id, string SchemaName, string Semver, string Name, IReadOnlyList<string> PendingStates, IReadOnlyList<string> ResolvedStates, JsonObject? Form, int Quorum)
{
    public static TaskTypeView Of(Guid versionId, TaskSchema schema, TaskType type) => new(
        TaskTypeId.Of(versionId, type.Name),
        schema.Name,
        schema.Version.Text,
        type.Name,
        type.PendingStates,
        type.ResolvedStates,
        type.Form is { Json: var form } ? JsonNode.Parse(form)!.AsObject() : null,
        type.Quorum);
}

/// <summary>A page of the list of tasks, the oldest first, in task-inbox's shape.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Types">Their types, by id.</param>
/// <param name="NextCursor">The cursor of the next page; null if this is the last.</param>
internal sealed record TaskListAnswer(IReadOnlyList<TaskView> Tasks, IReadOnlyDictionary<Guid, TaskTypeView> Types, string? NextCursor);

/// <summary>The body that chooses a state.</summary>
/// <param name="Answer">The answer to the type's form.</param>
/// <param name="Comment">A comment for the history.</param>
internal sealed record DecisionBody(JsonElement? Answer = null, string? Comment = null);

/// <summary>The body of a comment.</summary>
internal sealed record CommentBody(string Text);

/// <summary>The body that cancels a task.</summary>
/// <param name="Comment">Why.</param>
internal sealed record CancelBody(string? Comment = null);
