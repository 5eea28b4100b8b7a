using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RobotFunctions.Tests.Fakes;

/// <summary>A request that reached a <see cref="LoopbackServer"/>, and the connection to answer it on.</summary>
public sealed class LoopbackExchange : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private LoopbackExchange(Socket socket, string head, CancellationToken stopping)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: false);
        Stopping = stopping;
        var lines = head.Split("\r\n");
        var requestLine = lines[0].Split(' ');
        Method = requestLine[0];
        Target = requestLine[1];
        Headers = lines[1..]
            .Select(static line => line.Split(": ", 2))
            .ToDictionary(static parts => parts[0], static parts => parts[1], StringComparer.OrdinalIgnoreCase);
    }

    public string Method { get; }

    /// <summary>Path and query as they came over the wire.</summary>
    public string Target { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body, once it was read.</summary>
    public byte[] Body { get; private set; } = [];

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Cancelled at the end of the test, for answers that stall.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Reads the body of a request with a Content-Length, after sending the 100 that it may wait for.</summary>
    public async Task ReadBodyAsync()
    {
        if (Headers.ContainsKey("Expect"))
        {
            await WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
        }

        var body = new byte[Headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await _stream.ReadExactlyAsync(body, Stopping);
        Body = body;
    }

    /// <summary>Answers with a status, headers and a body of known length, then closes.</summary>
    public Task AnswerAsync(int status, string body = "", params (string Name, string Value)[] headers)
    {
        var lines = string.Concat(headers.Select(static header => $"{header.Name}: {header.Value}\r\n"));
        return WriteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} Told\r\n{lines}Connection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
    }

    /// <summary>Sends these characters as they are.</summary>
    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends these bytes as they are.</summary>
    public Task WriteAsync(byte[] bytes) => _stream.WriteAsync(bytes, Stopping).AsTask();

    /// <summary>Says nothing more until the test is over.</summary>
    public Task StallAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Stopping);

    /// <summary>Ends the connection rudely: the client sees a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    public void Dispose() => _stream.Dispose();

    internal static async Task<LoopbackExchange> ReadHeadAsync(Socket socket, CancellationToken stopping)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one, stopping) == 0 || one[0] > 0x7e || (head.Length == 0 && !char.IsAsciiLetterUpper((char)one[0])))
            {
                throw new IOException("The client closed the connection within the head of its request, or speaks TLS.");
            }

            head.Append((char)one[0]);
        }

        return new LoopbackExchange(socket, head.ToString(0, head.Length - 4), stopping);
    }
}
