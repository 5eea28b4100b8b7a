using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Pages;

/// <summary>The links to the pages of a workspace. A page that states <see cref="NavigationItem"/> is linked for those whom its own rule lets in.</summary>
internal sealed class Navigation(EndpointDataSource endpoints)
{
    /// <summary>The parameter of a page's route that has the name of the workspace.</summary>
    public const string Workspace = "workspace";

    private readonly Lazy<IReadOnlyList<(NavigationItem Item, string Pattern, string? Scope)>> _items = new(() =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<NavigationItem>() is not null)
            .Select(static endpoint => (endpoint.Metadata.GetMetadata<NavigationItem>()!, endpoint.RoutePattern.RawText!.TrimEnd('/'), endpoint.Metadata.GetMetadata<EndpointRule>()?.Scope))
            .OrderBy(static found => found.Item1.Order),
    ]);

    /// <summary>The links that the person who makes a request may follow; none outside a workspace.</summary>
    public IEnumerable<NavigationLink> LinksOf(HttpContext context)
    {
        if (Caller.Of(context) is not { } caller || context.Request.RouteValues[Workspace] is not string workspace)
        {
            return [];
        }

        var path = context.Request.Path.Value ?? "";
        return _items.Value
            .Where(item => item.Scope is null || caller.Scopes.Contains(item.Scope))
            .Select(item =>
            {
                var target = item.Pattern.Replace($"{{{Workspace}}}", Uri.EscapeDataString(workspace), StringComparison.Ordinal);
                var shown = item.Pattern.Replace($"{{{Workspace}}}", workspace, StringComparison.Ordinal);
                return new NavigationLink(item.Item.Text, target, path == shown || path.StartsWith($"{shown}/", StringComparison.Ordinal));
            });
    }
}

/// <summary>States that a page is linked from all pages of its workspace.</summary>
/// <param name="Text">The text of the link.</param>
/// <param name="Order">Its place: lower is further left.</param>
internal sealed record NavigationItem(string Text, int Order);

/// <summary>A link of the navigation.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="IsCurrent">Whether the page shown is that one, or one below it.</param>
internal sealed record NavigationLink(string Text, string Href, bool IsCurrent);
