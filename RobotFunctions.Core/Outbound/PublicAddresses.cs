using System.Net;
using System.Net.Sockets;

namespace RobotFunctions.Core.Outbound;

/// <summary>Distinguishes public internet addresses from all others, so that a URL in a request cannot lead to an internal address.</summary>
internal static class PublicAddresses
{
    /// <summary>IPv4 networks that are not public: IANA's special-purpose registry (RFC 6890), multicast and the reserved ranges.</summary>
    private static readonly IPNetwork[] NotPublicV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"),

        // Looks public, but is Azure's host as seen from every virtual machine.
        IPNetwork.Parse("168.63.129.16/32"),
    ];

    private static readonly IPNetwork GlobalUnicastV6 = IPNetwork.Parse("2000::/3");

    /// <summary>Networks within IPv6 global unicast that are not public: protocol assignments with Teredo, documentation, 6to4.</summary>
    private static readonly IPNetwork[] NotPublicV6 =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>The prefix under which IPv6-only networks see IPv4 addresses (RFC 6052).</summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether <paramref name="address"/> is public; an IPv4 address embedded in an IPv6 address is checked as IPv4.</summary>
    public static bool Contain(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(NotPublicV4, network => network.Contains(address));
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return Contain(address.MapToIPv4());
        }

        if (Nat64.Contains(address))
        {
            return Contain(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        }

        return GlobalUnicastV6.Contains(address) && !Array.Exists(NotPublicV6, network => network.Contains(address));
    }
}
