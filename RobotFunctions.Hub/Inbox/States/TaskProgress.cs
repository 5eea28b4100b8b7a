using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.Hub.Inbox.States;

/// <summary>Where a task stands: all that a decision on it depends on.</summary>
internal sealed record TaskProgress
{
    public required TaskType Type { get; init; }

    /// <summary>Who posted the task.</summary>
    public required Actor Poster { get; init; }

    /// <summary>The state; null for unset.</summary>
    public string? State { get; init; }

    public TaskClaim? Claim { get; init; }

    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether its due time has passed and was acted on, which happens once.</summary>
    public bool IsOverdue { get; init; }

    public bool IsCancelled { get; init; }

    public QuorumVotes Votes { get; init; } = QuorumVotes.None;

    public bool IsResolved => Type.IsResolved(State);

    public bool IsOpen => !IsResolved && !IsCancelled;
}
