using System.Net;
using System.Net.Sockets;

namespace RobotFunctions.Core.Outbound;

/// <summary>Tells addresses of the public internet from all others, so that a URL out of a request cannot lead inwards.</summary>
internal static class PublicAddresses
{
    /// <summary>What is not public in IPv4: the special-purpose registry of IANA (RFC 6890), multicast and the reserved rest.</summary>
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

        // Looks public, but is Azure's own host, as seen from every virtual machine.
        IPNetwork.Parse("168.63.129.16/32"),
    ];

    private static readonly IPNetwork GlobalUnicastV6 = IPNetwork.Parse("2000::/3");

    /// <summary>What is not public within global unicast: protocol assignments with Teredo, documentation, 6to4.</summary>
    private static readonly IPNetwork[] NotPublicV6 =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>Where networks without IPv4 see public IPv4 addresses (RFC 6052).</summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether <paramref name="address"/> is of the public internet; an IPv4 address within an IPv6 one is judged as such.</summary>
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
