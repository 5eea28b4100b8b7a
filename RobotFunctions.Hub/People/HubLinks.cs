using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.People;

/// <summary>Whole URLs of pages, for people who do not have the page before them.</summary>
internal static class HubLinks
{
    /// <summary>The URL of a path under the public URL; without that, under the address of the request.</summary>
    public static string LinkTo(this HubOptions options, HttpRequest request, string path) => options.LinkTo($"{request.Scheme}://{request.Host}", path);

    /// <summary>The URL of a path under the public URL.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="otherwise">What comes before the path where no public URL is set.</param>
    /// <param name="path">The path.</param>
    public static string LinkTo(this HubOptions options, string otherwise, string path) => (options.PublicUrl?.AbsoluteUri ?? otherwise).TrimEnd('/') + path;
}
