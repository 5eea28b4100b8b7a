using System.Net;
using System.Net.Sockets;

namespace RobotFunctions.Core.Outbound;

/// <summary>
/// Opens connections to public addresses only: it resolves the name itself, checks each address, and connects to exactly those, so that
/// a second lookup cannot return a different address.
/// </summary>
/// <param name="resolve">Resolves a host name.</param>
/// <param name="isPublic">Decides whether an address is public.</param>
internal sealed class PublicConnector(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> isPublic)
{
    /// <summary>A connector that uses the system's resolver.</summary>
    public static PublicConnector System { get; } = new(Dns.GetHostAddressesAsync, PublicAddresses.Contain);

    /// <summary>Connects, for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressRefusedException">The host has an address that is not public.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation);
        if (!Array.TrueForAll(addresses, address => isPublic(address)))
        {
            throw new AddressRefusedException($"{host} leads to a private address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host resolves to an address that signed URLs must not reach.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
