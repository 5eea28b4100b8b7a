using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Delivery;

/// <summary>A delivery on the wire.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EventId">The event, by the id that every attempt has.</param>
/// <param name="EventType">What happened, such as <c>task.resolved</c>.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="SubscriptionId">Who gets it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How many attempts have ended since it was recorded or redelivered.</param>
/// <param name="DueAt">When the next attempt is made at the earliest; null if none is planned.</param>
/// <param name="DeliveredAt">When the destination accepted it; null if it has not.</param>
public sealed record DeliveryAnswer(
    Guid Id,
    Guid EventId,
    string EventType,
    DateTimeOffset OccurredAt,
    Guid SubscriptionId,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset? DueAt,
    DateTimeOffset? DeliveredAt)
{
    /// <summary>The attempts, oldest first; only in the answer about one delivery. They include those before a redelivery.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AttemptAnswer>? History { get; init; }

    internal static DeliveryAnswer Of(EventDelivery delivery, string eventType, DateTimeOffset occurredAt) => new(
        delivery.Id,
        delivery.EventId,
        eventType,
        occurredAt,
        delivery.SubscriptionId,
        delivery.Status,
        delivery.Attempts,
        delivery.Status is DeliveryStatus.Pending ? delivery.DueAt : null,
        delivery.DeliveredAt);
}

/// <summary>An attempt on the wire.</summary>
/// <param name="At">When it began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Answer">The HTTP status of the answer; null if there was none.</param>
/// <param name="Problem">Why it failed: a sentence; null if it succeeded.</param>
public sealed record AttemptAnswer(DateTimeOffset At, int Milliseconds, int? Answer, string? Problem);
