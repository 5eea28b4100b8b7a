using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Benchmarks.EndToEnd;

/// <summary>The resources a child process has used so far.</summary>
/// <param name="PeakBytes">Its largest resident set.</param>
/// <param name="AllocatedBytes">The bytes allocated over its lifetime.</param>
/// <param name="CpuSeconds">Its processor time.</param>
internal sealed record ChildUsage(long PeakBytes, long AllocatedBytes, double CpuSeconds)
{
    public static ChildUsage OfThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        return new ChildUsage(self.PeakWorkingSet64, GC.GetTotalAllocatedBytes(precise: false), self.TotalProcessorTime.TotalSeconds);
    }
}

[JsonSerializable(typeof(ChildUsage))]
internal sealed partial class BenchJsonContext : JsonSerializerContext;

/// <summary>A measured child process: this executable with a hidden command. It answers each line of input with one line.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private readonly Process _process;

    private MeasuredProcess(Process process) => _process = process;

    public static MeasuredProcess Start(IReadOnlyDictionary<string, string?> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(MeasuredProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new MeasuredProcess(Process.Start(start)!);
    }

    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        return await ReadLineAsync();
    }

    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync()
        ?? throw new InvalidOperationException("The measured process ended before it answered; see its messages above.");

    public async Task<ChildUsage> UsageAsync() => JsonSerializer.Deserialize(await AskAsync("usage"), BenchJsonContext.Default.ChildUsage)!;

    public async Task<double> AskSecondsAsync(string line) => double.Parse(await AskAsync(line), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
