using System.Globalization;
using RobotFunctions.Hub.Pages;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>
/// When a person last opened the list of a workspace, by which tasks are new. It is a cookie of the browser: to read a page changes nothing in the store.
/// </summary>
internal static class InboxVisits
{
    public const string CookieName = "hub.inbox";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>The last visit before this request; the beginning of time if the browser knows of none.</summary>
    public static DateTimeOffset Last(HttpContext context) =>
        long.TryParse(context.Request.Cookies[CookieName], CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.UnixEpoch;

    /// <summary>Remembers a visit.</summary>
    public static void Remember(HttpContext context, DateTimeOffset now) => context.Response.Cookies.Append(
        CookieName,
        now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        new CookieOptions
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            MaxAge = Lifetime,
            IsEssential = true,
            Path = WorkspacePath.Of(context, ""),
        });
}
