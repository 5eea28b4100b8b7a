using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Commands;

namespace RobotFunctions.Benchmarks.EndToEnd;

/// <summary>
/// The hidden command of the floor: fetches a file, scans each line with the bare JSON reader, and sends a body as long as the result.
/// </summary>
internal static class MeasuredFloorCommand
{
    private const int BufferBytes = 4 * 1024 * 1024;

    public static Command Create()
    {
        var command = new Command("measured-floor") { Hidden = true };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            var output = parsed.InvocationConfiguration.Output;
            while (await Console.In.ReadLineAsync(cancellation) is { } line)
            {
                if (line == "usage")
                {
                    await output.WriteLineAsync(JsonSerializer.Serialize(ChildUsage.OfThisProcess(), BenchJsonContext.Default.ChildUsage));
                    continue;
                }

                var words = line.Split(' ');
                var began = TimeProvider.System.GetTimestamp();
                await ScanAsync(http, words[0], cancellation);
                await SendAsync(http, words[1], long.Parse(words[2], CultureInfo.InvariantCulture), cancellation);
                await output.WriteLineAsync(TimeProvider.System.GetElapsedTime(began).TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task ScanAsync(HttpClient http, string url, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(Verbatim(url), HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[BufferBytes];
        var filled = 0;
        while (await stream.ReadAsync(buffer.AsMemory(filled), cancellation) is var read and > 0)
        {
            filled += read;
            var scanned = ScanLines(buffer.AsSpan(0, filled));
            buffer.AsSpan(scanned, filled - scanned).CopyTo(buffer);
            filled -= scanned;
        }
    }

    private static int ScanLines(ReadOnlySpan<byte> lines)
    {
        var scanned = 0;
        while (lines[scanned..].IndexOf((byte)'\n') is var end and >= 0)
        {
            var reader = new Utf8JsonReader(lines.Slice(scanned, end));
            while (reader.Read())
            {
            }

            scanned += end + 1;
        }

        return scanned;
    }

    private static async Task SendAsync(HttpClient http, string url, long length, CancellationToken cancellation)
    {
        using var content = new ZeroContent(length);
        using var request = new HttpRequestMessage(HttpMethod.Put, Verbatim(url)) { Content = content };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }

    private static Uri Verbatim(string url) =>
        SignedUrl.TryParse(url, out var signed) ? signed.ToUri() : throw new ArgumentException($"This is not a URL: {url}", nameof(url));

    private sealed class ZeroContent(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var zeros = new byte[256 * 1024];
            for (var left = length; left > 0; left -= zeros.Length)
            {
                await stream.WriteAsync(zeros.AsMemory(0, (int)Math.Min(left, zeros.Length)));
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
