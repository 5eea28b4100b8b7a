using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RobotFunctions.Core.Signing;
using RobotFunctions.Simulator.References;

namespace RobotFunctions.Benchmarks.EndToEnd;

/// <summary>The measurements of the intake.</summary>
/// <param name="AcceptedPerSecond">Signed requests accepted per second, each stored durably, with <see cref="IntakeBench.Senders"/> senders that never pause.</param>
/// <param name="PacedP99Milliseconds">The 99th percentile of the response time at 1,000 requests per second.</param>
/// <param name="PacedP50Milliseconds">The median of the response time at 1,000 requests per second.</param>
/// <param name="StartMilliseconds">From the start of the process to its first 202, median.</param>
/// <param name="OverheadMilliseconds">From the POST to the callback of a batch of one reference, without callback delay, median.</param>
internal sealed record IntakeFigures(
    double AcceptedPerSecond,
    double PacedP99Milliseconds,
    double PacedP50Milliseconds,
    double StartMilliseconds,
    double OverheadMilliseconds);

/// <summary>Measures the endpoints: requests per second, response times, start time, and the fixed overhead of a run.</summary>
internal sealed class IntakeBench(BenchWorld world, TimeProvider time) : IDisposable
{
    public const int Senders = 32;

    private const int Requests = 15_000;
    private const int PacedPerSecond = 1000;
    private const int PacedSeconds = 5;
    private const int Starts = 5;
    private const int Overheads = 50;

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 });
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private int _number;

    public async Task<IntakeFigures> RunAsync(CancellationToken cancellation)
    {
        _silent.Start();
        var overhead = await OverheadAsync(cancellation);
        var start = await StartAsync(cancellation);

        // One run holds the only slot, with storage that accepts the connection and never responds: only the intake is measured.
        var limits = new[] { ("Limits:ActiveRuns", "1"), ("Limits:OpenRuns", "1000000"), ("Limits:StorageIdle", "00:30:00") };
        await using var child = await world.StartRobotAsync("intake", limits);
        await SendAllAsync(2000, cancellation);
        var began = time.GetTimestamp();
        await SendAllAsync(Requests, cancellation);
        var perSecond = Requests / time.GetElapsedTime(began).TotalSeconds;
        var paced = await PaceAsync(cancellation);
        return new IntakeFigures(perSecond, paced[(int)(paced.Count * 0.99)], paced[paced.Count / 2], start, overhead);
    }

    public void Dispose()
    {
        _http.Dispose();
        _silent.Dispose();
    }

    private async Task<double> OverheadAsync(CancellationToken cancellation)
    {
        var file = Path.Combine(world.Folder, "one.jsonl");
        await new ReferenceFileGenerator().WriteAsync(file, 1, cancellation);
        await using var child = await world.StartRobotAsync("overhead");
        var times = new List<double>();
        for (var run = 0; run < Overheads * 2; run++)
        {
            var (elapsed, _) = await world.RunAsync(await world.PrepareAsync(file, cancellation), cancellation);
            times.Add(elapsed.TotalMilliseconds);
        }

        return ThroughputBench.Median(times[Overheads..]);
    }

    private async Task<double> StartAsync(CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            var began = time.GetTimestamp();
            await using var child = await world.StartRobotAsync($"start-{start}", ("Limits:ActiveRuns", "1"));
            await SendAsync(cancellation);
            times.Add(time.GetElapsedTime(began).TotalMilliseconds);
        }

        return ThroughputBench.Median(times);
    }

    private Task SendAllAsync(int count, CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancellation },
        async (_, token) => await SendAsync(token));

    private async Task<List<double>> PaceAsync(CancellationToken cancellation)
    {
        var times = new ConcurrentBag<double>();
        var sending = new List<Task>();
        var began = time.GetTimestamp();
        for (var sent = 0; sent < PacedPerSecond * PacedSeconds; sent++)
        {
            var due = TimeSpan.FromSeconds(sent / (double)PacedPerSecond) - time.GetElapsedTime(began);
            if (due > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(due, time, cancellation);
            }

            sending.Add(MeasureAsync());
        }

        await Task.WhenAll(sending);
        return [.. times.Order()];

        async Task MeasureAsync()
        {
            var sent = time.GetTimestamp();
            await SendAsync(cancellation);
            times.Add(time.GetElapsedTime(sent).TotalMilliseconds);
        }
    }

    private Uri Silent => new($"http://{_silent.LocalEndpoint}/");

    private async Task SendAsync(CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _number);
        var body = Encoding.UTF8.GetBytes(
            $$"""{"id":"0198c1a2-7b3c-7def-8123-{{number:x12}}","reference_storage_url":"{{Silent}}references?sig=x","result_storage_url":"{{Silent}}results?sig=y","extra_fields":null}""");
        var headers = new RequestSigner(time).Sign(new RobotIdentity(world.Robot.Id, new RobotSecrets(world.Robot.Secret)), body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.Robot.BaseUrl!, "batch/")) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation(SignatureHeaders.AuthorizationName, headers.Authorization);
        request.Headers.Add(SignatureHeaders.ClientIdName, headers.ClientId);
        request.Headers.Add(SignatureHeaders.TimestampName, headers.Timestamp);
        using var response = await _http.SendAsync(request, cancellation);
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"The robot refused a request: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}");
        }
    }
}
