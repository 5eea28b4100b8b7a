using System.Net;

namespace RobotFunctions.Core.Outbound;

/// <summary>Creates the HTTP handler of all outgoing calls.</summary>
internal static class OutboundHandler
{
    /// <summary>
    /// A handler that follows no redirects (a signature does not survive one, and a signed URL must not lead
    /// elsewhere), stores no cookies, ignores proxy settings of the environment, and decodes nothing. Connections are recycled to observe DNS changes.
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
