using System.Text.Json.Serialization;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>Where a request stands, as people and bots see it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestStatus>))]
public enum RequestStatus
{
    /// <summary>Nobody was told yet.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>A channel took it; nobody has acknowledged it.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>Somebody takes care of it.</summary>
    [JsonStringEnumMemberName("acknowledged")]
    Acknowledged,

    /// <summary>No channel took it, and none is tried any more.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>No channel took it in time, and its sender was told so.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,
}

/// <summary>Decides where a request stands.</summary>
internal static class RequestStatuses
{
    /// <summary>The names on the wire.</summary>
    public static readonly IReadOnlyList<string> Names = [.. Enum.GetValues<RequestStatus>().Select(NameOf)];

    public static string NameOf(RequestStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>Reads a name; null if there is no such status.</summary>
    public static RequestStatus? Parse(string? name) =>
        Enum.GetValues<RequestStatus>().Where(status => NameOf(status) == name).Select(static status => (RequestStatus?)status).FirstOrDefault();

    /// <summary>The status of a request with these notifications.</summary>
    public static RequestStatus Of(AssistanceRequest request, IReadOnlyCollection<NotificationStatus> notifications) =>
        request.AcknowledgedAt is not null ? RequestStatus.Acknowledged
        : request.WithdrawnAt is not null ? RequestStatus.Withdrawn
        : notifications.Contains(NotificationStatus.Delivered) ? RequestStatus.Delivered
        : notifications.Any(static status => status is NotificationStatus.Pending or NotificationStatus.Sending) ? RequestStatus.Pending
        : RequestStatus.Failed;
}
