using System.Globalization;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>An entry of <c>Storage:AllowedHosts</c>: a host, or <c>*.</c> and a domain, and perhaps one port; without a port, every port is allowed.</summary>
/// <param name="Name">The host or pattern.</param>
/// <param name="Port">The only port; null for all.</param>
internal readonly record struct StorageHost(string Name, int? Port)
{
    /// <summary>Whether it is one exact host, not a pattern.</summary>
    public bool IsExact => !Name.StartsWith('*');

    /// <summary>Splits an entry.</summary>
    public static StorageHost Parse(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var isPort = colon > 0 && (entry.IndexOf(':', StringComparison.Ordinal) == colon || entry[colon - 1] == ']');
        return isPort && int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? new(entry[..colon], port)
            : new(entry, null);
    }

    /// <summary>Whether an entry can be one.</summary>
    public static bool IsValid(string entry) => SignedUrlPolicy.IsHost(Parse(entry).Name);

    /// <summary>Whether it allows a URL.</summary>
    public bool Covers(SignedUrl url) => SignedUrlPolicy.Covers(Name, url.Host) && (Port is null || Port == url.Port);
}
