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
    /// <param name="context">The request.</param>
    /// <param name="withNotices">Whether it is said what waits behind them, which asks the store.</param>
    public async Task<IReadOnlyList<NavigationLink>> LinksOfAsync(HttpContext context, bool withNotices)
    {
        if (Caller.Of(context) is not { } caller || context.Request.RouteValues[Workspace] is not string workspace)
        {
            return [];
        }

        var path = context.Request.Path.Value ?? "";
        var links = new List<NavigationLink>();
        foreach (var (item, pattern, _) in _items.Value.Where(item => item.Scope is null || caller.Scopes.Contains(item.Scope)))
        {
            var target = pattern.Replace($"{{{Workspace}}}", Uri.EscapeDataString(workspace), StringComparison.Ordinal);
            var shown = pattern.Replace($"{{{Workspace}}}", workspace, StringComparison.Ordinal);
            var notices = item.Notices is null || !withNotices ? [] : await item.Notices(context);
            links.Add(new NavigationLink(item.Text, target, path == shown || path.StartsWith($"{shown}/", StringComparison.Ordinal), notices));
        }

        return links;
    }
}

/// <summary>States that a page is linked from all pages of its workspace.</summary>
/// <param name="Text">The text of the link.</param>
/// <param name="Order">Its place: lower is further left.</param>
/// <param name="Notices">What waits there for the person who makes a request; null for nothing ever.</param>
internal sealed record NavigationItem(string Text, int Order, Func<HttpContext, Task<IReadOnlyList<NavigationNotice>>>? Notices = null);

/// <summary>Something that waits for a person behind a link.</summary>
/// <param name="Text">A number and a word: <c>3 new</c>.</param>
/// <param name="Kind">The class of a badge: <c>bad</c> for what is late; null for none.</param>
internal sealed record NavigationNotice(string Text, string? Kind = null);

/// <summary>A link of the navigation.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="IsCurrent">Whether the page shown is that one, or one below it.</param>
/// <param name="Notices">What waits there.</param>
internal sealed record NavigationLink(string Text, string Href, bool IsCurrent, IReadOnlyList<NavigationNotice> Notices);
