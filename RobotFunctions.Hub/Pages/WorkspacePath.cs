namespace RobotFunctions.Hub.Pages;

/// <summary>The paths of a workspace's pages.</summary>
internal static class WorkspacePath
{
    /// <summary>The path of a page or form of the workspace whose page is asked for.</summary>
    /// <param name="context">A request of <c>/w/{workspace}/...</c>.</param>
    /// <param name="rest">What follows the workspace: <c>keys/new</c>.</param>
    public static string Of(HttpContext context, string rest) => $"/w/{Uri.EscapeDataString((string)context.Request.RouteValues[Navigation.Workspace]!)}/{rest}";
}
