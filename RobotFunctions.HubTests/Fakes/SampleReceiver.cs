using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>The receiver of <c>samples/webhook-receiver</c>, in Node.js.</summary>
internal sealed class SampleReceiver : IDisposable
{
    private readonly Process _process;

    private SampleReceiver(Process process) => _process = process;

    /// <summary>The lines that it has printed: an event each.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Starts it, and ends when it listens.</summary>
    /// <param name="port">The port.</param>
    /// <param name="secret">The secret by which it verifies.</param>
    public static async Task<SampleReceiver> StartAsync(int port, string secret)
    {
        var script = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../samples/webhook-receiver/receiver.mjs");
        var start = new ProcessStartInfo("node", [script, port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["WEBHOOK_SECRET"] = secret;
        var receiver = new SampleReceiver(Process.Start(start)!);
        receiver._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                receiver.Lines.Enqueue(text);
            }
        };
        receiver._process.BeginOutputReadLine();
        Assert.StartsWith("Listening on", await receiver._process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        return receiver;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
