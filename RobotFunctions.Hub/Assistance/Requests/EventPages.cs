namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>The pages of what events are about.</summary>
internal static class EventPages
{
    private const string Api = "/api/v1/";

    /// <summary>The path of the page below the workspace; null if there is none.</summary>
    /// <param name="subject">The subject of an event, such as <c>/api/v1/robots/ID</c>.</param>
    public static string? PathOf(string subject) => subject.StartsWith(Api, StringComparison.Ordinal) ? subject[Api.Length..].Split('/') switch
    {
        ["tasks" or "deliveries" or "subscriptions", _] => subject[Api.Length..],
        ["projects" or "levels" or "robots" or "fixed-assets" or "maps" or "map-features", _] => $"registry/{subject[Api.Length..]}",
        _ => null,
    }
    : null;
}
