using System.Net;

namespace RobotFunctions.Core.Outbound;

/// <summary>The connections that everything we call goes through.</summary>
internal static class OutboundHandler
{
    /// <summary>
    /// A handler that does what it is told and no more: it follows no redirect (a signature does not survive one, and a signed URL must not lead
    /// elsewhere), keeps no cookie, takes no proxy from the environment, and decodes nothing. Connections are renewed, so that DNS changes are seen.
    /// </summary>
    public static SocketsHttpHandler Create() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(30),
    };
}
