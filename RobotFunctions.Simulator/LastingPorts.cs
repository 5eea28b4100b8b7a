using System.Net;
using System.Net.Sockets;

namespace RobotFunctions.Simulator;

/// <summary>
/// Selects free loopback ports for servers that leave their port and come back to it. They are below the ports that the system gives to outgoing connections
/// (32768 and above on Linux, 49152 elsewhere), one of which would otherwise take the port meanwhile.
/// </summary>
internal static class LastingPorts
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _taken;

    /// <summary>Selects the next free port.</summary>
    /// <exception cref="IOException">All are in use.</exception>
    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            // Processes begin at different places, so that they rarely try the same port at the same time.
            var port = First + (int)(((uint)Environment.ProcessId * 97 + (uint)Interlocked.Increment(ref _taken)) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new IOException($"All loopback ports from {First} to {First + Count - 1} are in use.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
