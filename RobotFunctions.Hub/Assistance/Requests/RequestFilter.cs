using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>Which requests are listed. Endpoints take it as <c>[AsParameters]</c>; an empty filter is none.</summary>
public sealed class RequestFilter
{
    /// <summary>The topic, as it was named when they were stored.</summary>
    [FromQuery(Name = "topic")]
    [Description("Only those of this topic.")]
    public string? Topic { get; init; }

    /// <summary>The status.</summary>
    [FromQuery(Name = "status")]
    [Description("Only those with this status: pending, delivered, acknowledged, failed or withdrawn.")]
    public string? Status { get; init; }

    /// <summary>What is wrong with it: a sentence; null if nothing is.</summary>
    internal string? Problem => string.IsNullOrEmpty(Status) || RequestStatuses.Parse(Status) is not null ? null : $"There is no status of this name. These are: {string.Join(", ", RequestStatuses.Names)}.";

    /// <summary>The requests of these that are listed.</summary>
    internal IQueryable<AssistanceRequest> Apply(HubStore store, IQueryable<AssistanceRequest> requests)
    {
        requests = string.IsNullOrEmpty(Topic) ? requests : requests.Where(request => request.Topic == Topic);
        var delivered = store.Notifications.Where(static notification => notification.Status == NotificationStatus.Delivered);
        var coming = store.Notifications.Where(static notification => notification.Status == NotificationStatus.Pending || notification.Status == NotificationStatus.Sending);
        return RequestStatuses.Parse(Status) switch
        {
            null => requests,
            RequestStatus.Acknowledged => requests.Where(static request => request.AcknowledgedAt != null),
            RequestStatus.Withdrawn => requests.Where(static request => request.AcknowledgedAt == null && request.WithdrawnAt != null),
            var status => Open(status.Value),
        };

        IQueryable<AssistanceRequest> Open(RequestStatus status)
        {
            var open = requests.Where(static request => request.AcknowledgedAt == null && request.WithdrawnAt == null);
            return status == RequestStatus.Delivered
                ? open.Where(request => delivered.Any(notification => notification.RequestId == request.Id))
                : open.Where(request => !delivered.Any(notification => notification.RequestId == request.Id)
                    && coming.Any(notification => notification.RequestId == request.Id) == (status == RequestStatus.Pending));
        }
    }
}
