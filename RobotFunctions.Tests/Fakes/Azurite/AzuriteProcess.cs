using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>A running service of the emulator: on a free port of loopback, in memory, gone with the tests even when they are killed.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private readonly Process _process;

    private AzuriteProcess(Process process, string url) => (_process, Url) = (process, url);

    /// <summary>Where it listens, without a last slash.</summary>
    public string Url { get; }

    /// <summary>Starts a service, and waits until it listens.</summary>
    public static async Task<AzuriteProcess> StartAsync(AzuriteService service, AzuriteAccount account)
    {
        var name = service.ToString().ToLowerInvariant();
        var start = new ProcessStartInfo(
            "node",
            ["start.js", name, $"--{name}Host", "127.0.0.1", $"--{name}Port", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        {
            WorkingDirectory = await NpmFolder.ReadyAsync("RobotFunctions.Tests/azurite"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = $"{account.Name}:{account.Key}";

        var process = Process.Start(start)!;
        var said = new ConcurrentQueue<string?>();
        var url = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await Task.WhenAny(url.Task, process.WaitForExitAsync()) != url.Task)
        {
            throw new InvalidOperationException($"The storage emulator ended before it listened. It said: {string.Join('\n', said)}");
        }

        return new AzuriteProcess(process, await url.Task);

        void Hear(string? line)
        {
            said.Enqueue(line);
            if (Listening.Match(line ?? "") is { Success: true } match)
            {
                url.TrySetResult(match.Value);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"(?<=successfully listens on )http://\S+")]
    private static partial Regex Listening { get; }
}
