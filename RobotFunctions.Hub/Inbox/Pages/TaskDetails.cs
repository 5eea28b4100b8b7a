using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.Tables;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>A state that a person can choose.</summary>
/// <param name="Value">The state; empty for unset.</param>
/// <param name="Label">The text of its button.</param>
/// <param name="IsResolved">Whether it ends the task, so that the form's answer is needed.</param>
/// <param name="IsOwnVote">Whether the person has voted for it.</param>
public sealed record StateChoice(string Value, string Label, bool IsResolved, bool IsOwnVote);

/// <summary>How far the decision on a task has come to the program that posted it.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How many attempts have ended.</param>
/// <param name="DeliveredAt">When it arrived.</param>
public sealed record DecisionDelivery(Guid Id, DeliveryStatus Status, int Attempts, DateTimeOffset? DeliveredAt);

/// <summary>A task on its page.</summary>
public sealed record TaskDetails
{
    /// <summary>What it has in common with its row in the list.</summary>
    public required TaskRow Row { get; init; }

    /// <summary>The id of its schema.</summary>
    public required Guid SchemaId { get; init; }

    /// <summary>Its version of the schema.</summary>
    public required string Version { get; init; }

    /// <summary>Who posted it.</summary>
    public required string PostedBy { get; init; }

    /// <summary>The poster's own id of it.</summary>
    public required string? Correlation { get; init; }

    /// <summary>When it is, or was, due.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>Since when it is claimed.</summary>
    public required DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Whether the person has claimed it.</summary>
    public required bool IsOwnClaim { get; init; }

    /// <summary>Whether the person may claim it.</summary>
    public required bool MayClaim { get; init; }

    /// <summary>Whether the person may give it back.</summary>
    public required bool MayRelease { get; init; }

    /// <summary>The states that the person can choose.</summary>
    public required IReadOnlyList<StateChoice> Choices { get; init; }

    /// <summary>Why there are none: a sentence; null if there are.</summary>
    public required string? Blocked { get; init; }

    /// <summary>The fields of the answer.</summary>
    public required IReadOnlyList<AnswerInput> Inputs { get; init; }

    /// <summary>What its poster sent.</summary>
    public required IReadOnlyList<MetaItem> Meta { get; init; }

    /// <summary>The answer of the last decision.</summary>
    public required IReadOnlyList<MetaItem> Answer { get; init; }

    /// <summary>The delivery of the last decision; null if there is none.</summary>
    public required DecisionDelivery? Delivery { get; init; }

    /// <summary>The history, the last entry first.</summary>
    public required IReadOnlyList<HistoryRow> History { get; init; }

    /// <summary>The next open task of the list; null if it is the last.</summary>
    public required Guid? Next { get; init; }

    /// <summary>Whether nobody decides it any more.</summary>
    public bool IsCancelled => Row.Status == InboxTaskStatus.Cancelled;
}
