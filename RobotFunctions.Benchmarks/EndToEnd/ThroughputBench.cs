using RobotFunctions.Simulator.References;

namespace RobotFunctions.Benchmarks.EndToEnd;

/// <summary>One measured size.</summary>
/// <param name="References">The number of references.</param>
/// <param name="FileBytes">The length of the reference file.</param>
/// <param name="RobotSeconds">Median time of the robot from the POST to the accepted callback.</param>
/// <param name="FloorSeconds">Median time of the floor over the same file.</param>
/// <param name="StoreSeconds">Median time of the disk alone: the same bytes written to the robot's store and read back.</param>
/// <param name="PeakBytes">Largest resident set of the robot's process, over all rounds.</param>
/// <param name="AllocatedPerReference">Bytes the robot allocated for each reference of the last round.</param>
/// <param name="CpuSeconds">Processor time of the robot for the last round.</param>
internal sealed record Throughput(
    int References,
    long FileBytes,
    double RobotSeconds,
    double FloorSeconds,
    double StoreSeconds,
    long PeakBytes,
    double AllocatedPerReference,
    double CpuSeconds)
{
    public double Ratio => RobotSeconds / FloorSeconds;

    public double ReferencesPerSecond => References / RobotSeconds;

    public double MegabytesPerSecond => FileBytes / 1e6 / RobotSeconds;
}

/// <summary>Measures robot and floor alternately, each in its own process, after a warm-up batch.</summary>
internal sealed class ThroughputBench(BenchWorld world, int rounds)
{
    private const int WarmUpReferences = 20_000;

    public async Task<Throughput> RunAsync(int references, ReferenceSize size, CancellationToken cancellation)
    {
        var generator = new ReferenceFileGenerator(seed: 1, size);
        var file = Path.Combine(world.Folder, "references.jsonl");
        var warmUp = Path.Combine(world.Folder, "warm-up.jsonl");
        await generator.WriteAsync(file, references, cancellation);
        await generator.WriteAsync(warmUp, Math.Min(references, WarmUpReferences), cancellation);

        var robot = new List<double>();
        var floor = new List<double>();
        var store = new List<double>();
        var spent = new ChildUsage(0, 0, 0);
        for (var round = 0; round < rounds; round++)
        {
            long resultBytes;
            await using (var child = await world.StartRobotAsync("robot"))
            {
                await world.RunAsync(await world.PrepareAsync(warmUp, cancellation), cancellation);
                var request = await world.PrepareAsync(file, cancellation);
                var before = await child.UsageAsync();
                (var elapsed, resultBytes) = await world.RunAsync(request, cancellation);
                var after = await child.UsageAsync();
                robot.Add(elapsed.TotalSeconds);
                spent = new ChildUsage(Math.Max(spent.PeakBytes, after.PeakBytes), after.AllocatedBytes - before.AllocatedBytes, after.CpuSeconds - before.CpuSeconds);
            }

            // Work that one robot left unfinished must not be picked up by the next.
            Directory.Delete(Path.Combine(world.Folder, "robot"), recursive: true);
            await using (var child = MeasuredProcess.Start(new Dictionary<string, string?>(), "measured-floor"))
            {
                await FloorAsync(child, warmUp, 1000);
                floor.Add(await FloorAsync(child, file, resultBytes));
            }

            store.Add(await StoreFloor.SecondsAsync(Path.Combine(world.Folder, "store"), new FileInfo(file).Length, cancellation));
        }

        return new Throughput(
            references,
            new FileInfo(file).Length,
            Median(robot),
            Median(floor),
            Median(store),
            spent.PeakBytes,
            spent.AllocatedBytes / (double)references,
            spent.CpuSeconds);
    }

    private Task<double> FloorAsync(MeasuredProcess child, string file, long resultBytes)
    {
        world.Repository.Storage.Publish("floor.jsonl", file);
        return child.AskSecondsAsync($"{world.Repository.Storage.ReadUrl("floor.jsonl")} {world.Repository.Storage.WriteUrl("floor-result.jsonl")} {resultBytes}");
    }

    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
