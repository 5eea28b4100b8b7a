namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>Routes of pages have the plural of a kind as a parameter; another word is another path, which is not found.</summary>
internal sealed class KindConstraint : IRouteConstraint
{
    public const string Name = "kind";

    /// <summary>The part of a route that is a kind.</summary>
    public const string Parameter = $"{{kind:{Name}}}";

    /// <inheritdoc/>
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        RegistryKind.TryParse(values[routeKey] as string, out _);
}
