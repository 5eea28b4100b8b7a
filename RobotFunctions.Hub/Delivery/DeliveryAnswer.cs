using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Delivery;

/// <summary>A delivery on the wire.</summary>
internal sealed record DeliveryAnswer(
    Guid Id,
    Guid EventId,
    string EventType,
    Guid SubscriptionId,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset? DueAt,
    DateTimeOffset? DeliveredAt)
{
    /// <summary>The attempts, oldest first; only in the answer about one delivery. They include those before a redelivery.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AttemptAnswer>? History { get; init; }

    public static DeliveryAnswer Of(EventDelivery delivery, string eventType) => new(
        delivery.Id,
        delivery.EventId,
        eventType,
        delivery.SubscriptionId,
        delivery.Status,
        delivery.Attempts,
        delivery.Status is DeliveryStatus.Pending ? delivery.DueAt : null,
        delivery.DeliveredAt);
}

/// <summary>An attempt on the wire.</summary>
internal sealed record AttemptAnswer(DateTimeOffset At, int Milliseconds, int? Answer, string? Problem);
