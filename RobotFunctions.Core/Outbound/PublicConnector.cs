using System.Net;
using System.Net.Sockets;

namespace RobotFunctions.Core.Outbound;

/// <summary>
/// Opens connections to the public internet alone: it resolves the name itself, checks each address, and connects to exactly those, so that
/// no second look-up can give another answer.
/// </summary>
/// <param name="resolve">Gives the addresses of a host name.</param>
/// <param name="isPublic">Tells public addresses from others.</param>
internal sealed class PublicConnector(Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> isPublic)
{
    /// <summary>A connector that asks the machine's own resolver.</summary>
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

/// <summary>A host leads where signed URLs must not.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
