using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RobotFunctions.Tests.Fakes;

/// <summary>
/// A web server on loopback whose every byte the test decides, for what a mocked handler cannot show: cut and stalled connections, resets,
/// what really goes over the wire. Each connection carries one exchange.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<LoopbackExchange> _exchanges = [];
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly Func<LoopbackExchange, Task> _answer;
    private readonly Task _accepting;

    /// <summary>Listens at once; <paramref name="answer"/> gets each request once its head was read.</summary>
    public LoopbackServer(Func<LoopbackExchange, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Its base URL, without a last slash.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What was asked so far, in order.</summary>
    public IReadOnlyCollection<LoopbackExchange> Exchanges => _exchanges;

    /// <summary>A server that gives every request the same answer, after reading its body.</summary>
    public static LoopbackServer Answering(int status, string body = "", params (string Name, string Value)[] headers) =>
        new(async exchange =>
        {
            await exchange.ReadBodyAsync();
            await exchange.AnswerAsync(status, body, headers);
        });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_serving);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed of.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                using var exchange = await LoopbackExchange.ReadHeadAsync(socket, _stopping.Token);
                _exchanges.Enqueue(exchange);
                await _answer(exchange);
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
