namespace RobotFunctions.Hub.Delivery;

/// <summary>The statuses of deliveries as they are written on the wire and in filters: in lower case.</summary>
internal static class DeliveryStatuses
{
    /// <summary>Their names, in the order in which a delivery goes through them.</summary>
    public static readonly IReadOnlyList<string> Names = [.. Enum.GetValues<DeliveryStatus>().Select(NameOf)];

    /// <summary>The name of a status.</summary>
    public static string NameOf(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "pending",
        DeliveryStatus.Sending => "sending",
        DeliveryStatus.Delivered => "delivered",
        DeliveryStatus.Paused => "paused",
        _ => "dead",
    };

    /// <summary>Reads a filter.</summary>
    /// <param name="name">A name, in any case; null or empty is no filter.</param>
    /// <param name="status">The status; null for no filter.</param>
    /// <returns>Whether there is such a status.</returns>
    public static bool TryParse(string? name, out DeliveryStatus? status)
    {
        status = Enum.GetValues<DeliveryStatus>().Where(status => string.Equals(NameOf(status), name, StringComparison.OrdinalIgnoreCase)).Select(static status => (DeliveryStatus?)status).FirstOrDefault();
        return status is not null || string.IsNullOrEmpty(name);
    }
}
