using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>Decides whether a notification that is due is still needed.</summary>
internal static class SkipReason
{
    /// <summary>Why it is not needed any more: a sentence; null if it is.</summary>
    /// <param name="condition">When its step is needed.</param>
    /// <param name="request">The request, as it is now.</param>
    /// <param name="isDelivered">Whether a channel has delivered a notification of the request.</param>
    public static string? Of(NotificationCondition condition, AssistanceRequest request, bool isDelivered) =>
        request.WithdrawnAt is not null ? "The request was withdrawn before it was due."
        : request.AcknowledgedAt is not null ? "Somebody took care of the request before it was due."
        : condition == NotificationCondition.UnlessDelivered && isDelivered ? "Another channel had delivered the request."
        : null;
}
