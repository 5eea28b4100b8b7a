using RobotFunctions.Core.Batches;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Simulator.Requests;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>Runs a demo: sends the requests of the simulated repository and waits until all results are imported.</summary>
internal sealed class DemoRun(DemoWorld world, DemoOptions options, TimeProvider time, DemoProgress progress)
{
    private const int SinglesAtOnce = 16;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public async Task<DemoResult> RunAsync(string file, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var (accepted, imports) = options.Flow switch
        {
            DemoFlow.Single => await PlaySinglesAsync(file, cancellation),
            DemoFlow.Poll => await PlayPollAsync(file, cancellation),
            _ => await PlayBatchAsync(file, cancellation),
        };
        var elapsed = time.GetElapsedTime(began);
        var badLines = (await RunsAsync(cancellation)).Sum(static run => run.Progress.Counts.BadLines);
        var signaturesRight = world.Repository.Calls.All.All(static call => call.Signature is not { IsAccepted: false });
        return new DemoResult(accepted, imports, signaturesRight, badLines, elapsed);
    }

    private async Task<(int Accepted, IReadOnlyList<ImportReport> Imports)> PlayBatchAsync(string file, CancellationToken cancellation)
    {
        var request = await world.Repository.Requests.PushBatchAsync(world.Robot, file, cancellation: cancellation);
        EnsureAccepted(request);
        progress.Expect(request.References.Count);
        await WatchAsync(request.SettledAsync(cancellation), cancellation);
        return (1, request.Imports);
    }

    private async Task<(int Accepted, IReadOnlyList<ImportReport> Imports)> PlaySinglesAsync(string file, CancellationToken cancellation)
    {
        var lines = File.ReadLines(file).Where(static line => line.Length > 0).Select(System.Text.Encoding.UTF8.GetBytes).ToList();
        progress.Expect(lines.Count);
        var requests = new PushedRequest[lines.Count];
        var playing = Parallel.ForEachAsync(
            Enumerable.Range(0, lines.Count),
            new ParallelOptions { MaxDegreeOfParallelism = SinglesAtOnce, CancellationToken = cancellation },
            async (index, token) =>
            {
                requests[index] = await world.Repository.Requests.PushSingleAsync(world.Robot, lines[index], cancellation: token);
                EnsureAccepted(requests[index]);
            });
        await WatchAsync(playing, cancellation);
        await WatchAsync(Task.WhenAll(requests.Select(request => request.SettledAsync(cancellation))), cancellation);
        return (lines.Count, [.. requests.SelectMany(static request => request.Imports)]);
    }

    private async Task<(int Accepted, IReadOnlyList<ImportReport> Imports)> PlayPollAsync(string file, CancellationToken cancellation)
    {
        progress.Expect(await world.Repository.Batches.RequestAsync(world.Robot, file, cancellation));
        await WatchAsync(world.Repository.Batches.SettledAsync(cancellation), cancellation);
        var batches = world.Repository.Batches.All;
        return (batches.Count, [.. batches.Select(static batch => batch.Import).OfType<ImportReport>()]);
    }

    private async Task WatchAsync(Task playing, CancellationToken cancellation)
    {
        while (await Task.WhenAny(playing, Task.Delay(Look, time, cancellation)) != playing)
        {
            var runs = await RunsAsync(cancellation);
            progress.Show(runs.Sum(static run => run.Progress.Counts.Done), runs is [var first, ..] ? first.Progress.Phase : RunPhase.Queued);
        }

        await playing;
    }

    private Task<IReadOnlyList<RunStatus>> RunsAsync(CancellationToken cancellation) =>
        world.Services.GetRequiredService<IBatchRuns>().ListAsync(int.MaxValue, cancellation);

    private static void EnsureAccepted(PushedRequest request)
    {
        if (request.RobotAnswer is not { IsAccepted: true })
        {
            throw new DemoFailedException($"The robot refused the request with {request.RobotAnswer?.Status}: {request.RobotAnswer?.Error}");
        }
    }
}
