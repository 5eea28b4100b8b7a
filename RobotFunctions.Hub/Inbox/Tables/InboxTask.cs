using System.Text.Json.Serialization;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.States;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>A task as it stands now. How it came there is its history.</summary>
internal sealed class InboxTask
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid SchemaId { get; init; }

    /// <summary>The version of the schema that it belongs to.</summary>
    public required Guid VersionId { get; set; }

    /// <summary>The name of its type.</summary>
    public required string Type { get; init; }

    /// <summary>The state; null for unset.</summary>
    public string? State { get; set; }

    public required InboxTaskStatus Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When it was found to be overdue.</summary>
    public DateTimeOffset? OverdueAt { get; set; }

    /// <summary>When it was resolved; null while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>The delivery of its last decision to its type's webhook; null if there was none. It may be gone: deliveries are not kept for ever.</summary>
    public Guid? DeliveryId { get; set; }

    /// <summary>When its due time must be acted on; null if it has none, was acted on, or the task is closed.</summary>
    public DateTimeOffset? ActAt { get; set; }

    public required ActorKind PosterKind { get; init; }

    public required string PosterId { get; init; }

    public required string PosterName { get; init; }

    public ActorKind? HolderKind { get; set; }

    public string? HolderId { get; set; }

    public string? HolderName { get; set; }

    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>Whom its poster wants to decide it.</summary>
    public string? Assignee { get; init; }

    /// <summary>The poster's own id of it, unique in the schema.</summary>
    public string? Correlation { get; init; }

    /// <summary>Where its state changes are sent, instead of its type's address.</summary>
    public string? Callback { get; init; }

    /// <summary>The JSON object that its poster sent; null if there is none, or if it was redacted.</summary>
    public string? Meta { get; set; }

    /// <summary>The W3C trace context of its creation, in which its decisions are traced.</summary>
    public string? TraceParent { get; set; }

    /// <summary>The JSON of the answer that its state was chosen with.</summary>
    public string? Answer { get; set; }

    /// <summary>The words that a search looks in (<see cref="Search.TaskText"/>).</summary>
    public required string SearchText { get; set; }

    /// <summary>The number of its last history entry. It grows with every change.</summary>
    public required int Sequence { get; set; }

    /// <summary>The hash of its last history entry.</summary>
    public required byte[] Hash { get; set; }

    public Actor Poster => new(PosterKind, PosterId, PosterName);

    /// <summary>What decisions on it depend on.</summary>
    public TaskProgress Progress(TaskType type, QuorumVotes votes) => new()
    {
        Type = type,
        Poster = Poster,
        State = State,
        Claim = HolderKind is { } kind ? new TaskClaim(new Actor(kind, HolderId!, HolderName!), ClaimedAt!.Value) : null,
        Due = DueAt,
        IsOverdue = OverdueAt is not null,
        IsCancelled = Status == InboxTaskStatus.Cancelled,
        Votes = votes,
    };

    /// <summary>Takes over what a decision made of it.</summary>
    public void Take(TaskProgress progress, DateTimeOffset now)
    {
        State = progress.State;
        Status = progress.IsCancelled ? InboxTaskStatus.Cancelled : progress.IsResolved ? InboxTaskStatus.Resolved : InboxTaskStatus.Open;
        ResolvedAt = Status == InboxTaskStatus.Resolved ? ResolvedAt ?? now : null;
        HolderKind = progress.Claim?.Holder.Kind;
        HolderId = progress.Claim?.Holder.Id;
        HolderName = progress.Claim?.Holder.Name;
        ClaimedAt = progress.Claim?.Since;
        DueAt = progress.Due;
        OverdueAt = progress.IsOverdue ? OverdueAt ?? now : null;
        ActAt = progress.IsOpen && !progress.IsOverdue ? progress.Due : null;
    }
}

/// <summary>Whether a task still waits for people. In the store as text, compared for equality.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InboxTaskStatus>))]
public enum InboxTaskStatus
{
    /// <summary>It waits for a decision.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Its state is a resolved one.</summary>
    [JsonStringEnumMemberName("resolved")]
    Resolved,

    /// <summary>Nobody decides it any more.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
