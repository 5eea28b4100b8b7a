using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Pages;

/// <summary>The answer with a page: a component, rendered once. Every page of the Hub is sent by it, because it sets the headers that all need.</summary>
/// <param name="parameters">The component's parameters, by name.</param>
/// <param name="status">The HTTP status.</param>
/// <typeparam name="T">The component.</typeparam>
internal sealed class HtmlPage<T>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult
    where T : IComponent
{
    // No inline script or style, nothing from elsewhere but pictures where the operator says so, in nobody's frame. data: is for pictures that are in the page.
    private static string Policy(IEnumerable<string> pictureOrigins) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src {string.Join(' ', (string[])["'self'", "data:", .. pictureOrigins])}; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ContentSecurityPolicy = Policy(httpContext.RequestServices.GetRequiredService<HubOptions>().PictureOrigins);
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.RequestServices.GetRequiredService<FlashMessages>().Take(httpContext);
        return new RazorComponentResult<T>(parameters) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(httpContext);
    }
}
