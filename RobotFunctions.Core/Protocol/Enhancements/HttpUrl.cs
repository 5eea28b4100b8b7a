using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>
/// Checks http and https URLs like pydantic's <c>HttpUrl</c>, which follows the URL standard. <see cref="Uri"/> accepts other hosts. Everything after
/// the host is accepted, because it is escaped.
/// </summary>
internal static class HttpUrl
{
    /// <summary>The limit of pydantic, in bytes of UTF-8.</summary>
    public const int LongestBytes = 2083;

    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Whether the repository accepts a URL as it will be written, without what it cannot store.</summary>
    public static bool IsAccepted(ReadOnlySpan<char> text)
    {
        var url = StorableText.From(text);
        return Encoding.UTF8.GetByteCount(url) <= LongestBytes && IsAuthority(AuthorityOf(url));
    }

    private static ReadOnlySpan<char> AuthorityOf(ReadOnlySpan<char> url)
    {
        var start = url.IndexOfAnyExceptInRange('\0', ' ');
        url = start < 0 ? default : url[start..(url.LastIndexOfAnyExceptInRange('\0', ' ') + 1)];
        var rest = WithoutPrefix(url, "https://");
        rest = rest.IsEmpty ? WithoutPrefix(url, "http://") : rest;
        var end = rest.IndexOfAny("/\\?#");
        return end < 0 ? rest : rest[..end];
    }

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> url, ReadOnlySpan<char> prefix) =>
        url.Length > prefix.Length && Ascii.EqualsIgnoreCase(url[..prefix.Length], prefix) ? url[prefix.Length..] : default;

    private static bool IsAuthority(ReadOnlySpan<char> authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var end = host is ['[', ..] ? host.IndexOf(']') + 1 : host.IndexOf(':');
        var port = end < 0 ? default : host[end..];
        host = end < 0 ? host : host[..end];
        return (port.IsEmpty || (port[0] == ':' && IsPort(port[1..])))
            && (host is ['[', .. var address, ']'] ? IsIPv6(address) : HostName.IsAccepted(host));
    }

    private static bool IsPort(ReadOnlySpan<char> port) =>
        port.IsEmpty || (!port.ContainsAnyExceptInRange('0', '9') && ushort.TryParse(port, out _));

    // IPAddress also accepts zones, and other forms of an embedded IPv4 address.
    private static bool IsIPv6(ReadOnlySpan<char> address) =>
        !address.ContainsAnyExcept(IPv6Characters)
        && (!address.Contains('.') || HostName.IsIPv4(address[(address.LastIndexOf(':') + 1)..]))
        && IPAddress.TryParse(address, out var parsed)
        && parsed.AddressFamily == AddressFamily.InterNetworkV6;
}
