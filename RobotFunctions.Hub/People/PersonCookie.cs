namespace RobotFunctions.Hub.People;

/// <summary>
/// The cookie with the token of the session: never readable by scripts, and not sent with the forms of other sites. Under HTTPS it is <c>Secure</c> and
/// <c>__Host-</c>, so that no other host of the domain can set it. Only plain HTTP under a name of this machine does without.
/// </summary>
internal static class PersonCookie
{
    private const string Name = "robot-hub";
    private const string SecureName = "__Host-" + Name;

    /// <summary>The token that a browser sent; null without one.</summary>
    public static string? Read(HttpRequest request) => request.Cookies[IsSecure(request) ? SecureName : Name];

    /// <summary>Gives the browser a token, until it is closed or the session ends.</summary>
    public static void Write(HttpContext context, string token, DateTimeOffset expires)
    {
        var options = Options(context.Request);
        options.Expires = expires;
        context.Response.Cookies.Append(IsSecure(context.Request) ? SecureName : Name, token, options);
    }

    /// <summary>Has the browser forget its token.</summary>
    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(IsSecure(context.Request) ? SecureName : Name, Options(context.Request));

    private static CookieOptions Options(HttpRequest request) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = IsSecure(request), Path = "/" };

    private static bool IsSecure(HttpRequest request) => request.IsHttps || request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]");
}
