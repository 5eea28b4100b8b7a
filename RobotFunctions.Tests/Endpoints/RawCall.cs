using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RobotFunctions.Tests.Endpoints;

/// <summary>A call of which the test decides every byte, and when it goes out.</summary>
internal sealed class RawCall : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawCall> BeginAsync(Uri url, string text)
    {
        var call = new RawCall();
        await call._socket.ConnectAsync(IPAddress.Loopback, url.Port);
        await call.SendAsync(text);
        return call;
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Everything the robot answers until it closes the connection, which it does after a mistake.</summary>
    public async Task<string> AnswerAsync()
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await _socket.ReceiveAsync(buffer) is var read and > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // Reset: the robot need not read what it refuses.
        }

        return answer.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
