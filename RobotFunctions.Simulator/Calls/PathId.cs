namespace RobotFunctions.Simulator.Calls;

/// <summary>The id in a path.</summary>
internal static class PathId
{
    /// <summary>What is wrong with it; null when it is a UUID, or when the path has none.</summary>
    public static InvalidContent? Problem(HttpContext context) =>
        context.GetRouteValue("id") is string text && !Guid.TryParse(text, out _)
            ? new InvalidContent("uuid_parsing", ["path", "id"], "Input should be a valid UUID")
            : null;

    /// <summary>The id, which is there and a UUID.</summary>
    public static Guid Of(HttpContext context) => Guid.Parse((string)context.GetRouteValue("id")!);
}
