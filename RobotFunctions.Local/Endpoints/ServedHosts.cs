using System.Net;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.SignedUrls;

namespace RobotFunctions.Local.Endpoints;

/// <summary>
/// The host names that are answered. A browser that was told that a name of the internet is this machine (DNS rebinding) calls under that name.
/// </summary>
internal sealed class ServedHosts(IOptions<IntakeOptions> intake)
{
    private readonly string[] _allowed = [.. intake.Value.AllowedHosts];

    /// <summary>Whether pushes are taken under the name that a request gives.</summary>
    public bool Serve(HttpRequest request) => _allowed.Length == 0 || ServeOperators(request);

    /// <summary>Whether operators are answered under the name that a request gives.</summary>
    public bool ServeOperators(HttpRequest request) =>
        IsThisMachine(request.Host.Host) || Array.Exists(_allowed, allowed => SignedUrlPolicy.Covers(allowed, request.Host.Host));

    /// <summary>Whether a name is one of this machine's own.</summary>
    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
