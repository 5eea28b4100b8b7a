using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>Decides which signed URLs may be used. Without it, anyone who can name a URL in a request could make the robot call any address.</summary>
public sealed class SignedUrlPolicy(IOptions<StorageOptions> options)
{
    private const string DefaultHosts = "*.blob.core.windows.net";

    private readonly bool _allowHttp = options.Value.AllowHttp;
    private readonly string[] _hosts = options.Value.AllowedHosts is { Count: > 0 } hosts ? [.. hosts] : [DefaultHosts];

    /// <summary>Null if <paramref name="url"/> may be used; otherwise one sentence that says why not.</summary>
    public string? Check(SignedUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.Scheme != Uri.UriSchemeHttps && !_allowHttp)
        {
            return $"Storage URLs must be https; {url} is not. Set Storage:AllowHttp if this storage has no TLS.";
        }

        return Array.Exists(_hosts, host => StorageHost.Parse(host).Covers(url))
            ? null
            : $"The storage host {(url.HasDefaultPort ? url.Host : $"{url.Host}:{url.Port}")} is not allowed. Add it to Storage:AllowedHosts if it is the repository's storage.";
    }

    /// <summary>Whether an entry of <c>Storage:AllowedHosts</c> is valid.</summary>
    public static bool IsHost(string allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        return Uri.CheckHostName(allowed.StartsWith("*.", StringComparison.Ordinal) ? allowed[2..] : allowed) != UriHostNameType.Unknown;
    }

    /// <summary>Whether an entry of a list of allowed hosts covers a host.</summary>
    public static bool Covers(string allowed, string host) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
