using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>A request on the wire.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Topic">Its topic, as it was named then.</param>
/// <param name="Description">What help is needed with.</param>
/// <param name="Requester">Who needs help.</param>
/// <param name="Url">Where the person who helps looks first.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="EventType">The event that made it; null for a request of a bot.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Count">How many equal requests it stands for.</param>
/// <param name="CreatedAt">When it was stored.</param>
/// <param name="AcknowledgedAt">When somebody took care of it.</param>
/// <param name="WithdrawnAt">When it was withdrawn.</param>
/// <param name="TaskId">The task by which people acknowledge it.</param>
/// <param name="Notifications">Who is told, by step.</param>
public sealed record RequestView(
    Guid Id,
    string Topic,
    string Description,
    string? Requester,
    string? Url,
    Severity Severity,
    string? EventType,
    RequestStatus Status,
    int Count,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? WithdrawnAt,
    Guid? TaskId,
    IReadOnlyList<NotificationView> Notifications)
{
    internal static RequestView Of(AssistanceRequest request, IReadOnlyList<NotificationView> notifications) => new(
        request.Id,
        request.Topic,
        request.Description,
        request.Requester,
        request.Url,
        request.Severity,
        request.EventType,
        RequestStatuses.Of(request, [.. notifications.Select(static notification => notification.Status)]),
        request.Count,
        request.CreatedAt,
        request.AcknowledgedAt,
        request.WithdrawnAt,
        request.TaskId,
        notifications);
}

/// <summary>One request, told through one channel in one step, on the wire.</summary>
/// <param name="Id">Its id, the same in every attempt.</param>
/// <param name="Channel">The name of the channel.</param>
/// <param name="Kind">How the channel reaches people.</param>
/// <param name="Step">The step, from 1.</param>
/// <param name="Condition">When the step is needed.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How many attempts have ended.</param>
/// <param name="DueAt">When the next attempt is due; null if there is none.</param>
/// <param name="DeliveredAt">When the channel took it.</param>
/// <param name="Problem">Why it was not delivered so far, or not needed.</param>
public sealed record NotificationView(
    Guid Id,
    string Channel,
    ChannelKind Kind,
    int Step,
    NotificationCondition Condition,
    NotificationStatus Status,
    int Attempts,
    DateTimeOffset? DueAt,
    DateTimeOffset? DeliveredAt,
    string? Problem)
{
    internal static NotificationView Of(Notification notification, Channel channel) => new(
        notification.Id,
        channel.Name,
        channel.Kind,
        notification.Step + 1,
        notification.Condition,
        notification.Status,
        notification.Attempts,
        notification.Status == NotificationStatus.Pending ? notification.DueAt : null,
        notification.DeliveredAt,
        notification.Problem);
}
