namespace RobotFunctions.Simulator.Calls;

/// <summary>Parses the id in a path.</summary>
internal static class PathId
{
    /// <summary>The problem with the id; null if it is a UUID or the path has none.</summary>
    public static InvalidContent? Problem(HttpContext context) =>
        context.GetRouteValue("id") is string text && !Guid.TryParse(text, out _)
            ? new InvalidContent("uuid_parsing", ["path", "id"], "Input should be a valid UUID")
            : null;

    /// <summary>The id, which must be a UUID.</summary>
    public static Guid Of(HttpContext context) => Guid.Parse((string)context.GetRouteValue("id")!);
}
