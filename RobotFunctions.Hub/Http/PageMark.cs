namespace RobotFunctions.Hub.Http;

/// <summary>Marks an endpoint as a page for people: signed in by cookie, its forms with an antiforgery token. The other endpoints are for machines.</summary>
internal sealed class PageMark
{
    /// <summary>Whether the endpoint of a request is a page.</summary>
    public static bool IsOn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PageMark>() is not null;
}
