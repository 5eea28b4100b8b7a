using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>A task in a list.</summary>
public sealed record TaskRow
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>The name of its schema.</summary>
    public required string Schema { get; init; }

    /// <summary>Its state; null for unset.</summary>
    public required string? State { get; init; }

    /// <summary>Whether it still waits for people.</summary>
    public required InboxTaskStatus Status { get; init; }

    /// <summary>The beginning of its metadata.</summary>
    public required string Summary { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is due; null for never.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether its due time has passed without a decision.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>Whether it was posted since the person last looked.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Whom it is assigned to.</summary>
    public required string? Assignee { get; init; }

    /// <summary>Who has claimed it.</summary>
    public required string? Holder { get; init; }

    /// <summary>How many people have voted, of how many that must agree; null if one decides.</summary>
    public required string? Votes { get; init; }

    /// <summary>The delivery of its decision, if that has not arrived; null otherwise.</summary>
    public required DeliveryStatus? Undelivered { get; init; }

    /// <summary>The version, for a decision on it.</summary>
    public required string Tag { get; init; }

    internal static TaskRow Of(TaskSnapshot snapshot, DateTimeOffset visit, IReadOnlyDictionary<Guid, DeliveryStatus> undelivered)
    {
        var task = snapshot.Task;
        return new TaskRow
        {
            Id = task.Id,
            Type = task.Type,
            Schema = snapshot.Schema.Name,
            State = task.State,
            Status = task.Status,
            Summary = MetaItem.Summary(task.Meta),
            CreatedAt = task.CreatedAt,
            DueAt = task.Status == InboxTaskStatus.Open ? task.DueAt : null,
            IsOverdue = task is { Status: InboxTaskStatus.Open, OverdueAt: not null },
            IsNew = task.Status == InboxTaskStatus.Open && task.CreatedAt > visit,
            Assignee = task.Assignee,
            Holder = task.HolderName is { } holder ? Actor.ShownOf(holder) : null,
            Votes = snapshot.Type.Quorum > 1 ? $"{snapshot.Votes.Count} voted, {snapshot.Type.Quorum} must agree" : null,
            Undelivered = task.DeliveryId is { } delivery && undelivered.TryGetValue(delivery, out var status) ? status : null,
            Tag = TaskActions.TagOf(task),
        };
    }
}
