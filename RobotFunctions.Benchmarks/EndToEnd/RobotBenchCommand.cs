using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RobotFunctions.Local.Commands;
using RobotFunctions.Simulator.References;

namespace RobotFunctions.Benchmarks.EndToEnd;

/// <summary><c>robot</c>: measures the speed of the robot as a ratio to a floor in the same run.</summary>
internal static class RobotBenchCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create()
    {
        var references = new Option<int[]>("--references")
        {
            Description = "The number of references. Several sizes may be given.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = static _ => [20_000],
        }.Within(1, 10_000_000);
        var rounds = new Option<int>("--rounds") { Description = "How many times each size is measured; medians are shown.", DefaultValueFactory = static _ => 5 }.Within(1, 1000);
        var real = new Option<bool>("--real-size") { Description = "Use references of about 18 kB, as in the real repository, instead of 4 kB." };
        var intake = new Option<bool>("--intake") { Description = "Measure the endpoints instead: requests per second, response times, start time, and the fixed overhead of a run." };
        var json = new JsonOption();
        var command = new Command("robot", "Measures the robot against a floor on this machine.")
        {
            references, rounds, real, intake, json,
            DetailedHelp.Option("""
                The robot runs in its own process, the repository simulator in this one. The floor, in a third process, fetches the same bytes, scans them line by
                line with the bare JSON reader, and sends a result of the same length: the least any robot must do. Time runs from the POST to the accepted callback, without
                the callback delay, after a warm-up of at most 20,000 references for each. The store line is the time the disk alone takes for the bytes
                that a robot must store. Absolute figures depend on the machine; the ratio describes the robot.

                Example: robot --references 20000 1000000 --rounds 3
                """),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var world = await BenchWorld.StartAsync(cancellation);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(intake))
            {
                var figures = await MeasureIntakeAsync(world, cancellation);
                await output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(figures, Indented) : IntakeLines(figures));
                return ExitCodes.Success;
            }

            var measured = new List<Throughput>();
            foreach (var count in parsed.GetRequiredValue(references))
            {
                var size = parsed.GetValue(real) ? ReferenceSize.Annotated : ReferenceSize.Usual;
                measured.Add(await new ThroughputBench(world, parsed.GetRequiredValue(rounds)).RunAsync(count, size, cancellation));
                if (!parsed.GetValue(json))
                {
                    await output.WriteLineAsync(ThroughputLines(measured[^1]));
                }
            }

            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { Sizes = measured }, Indented));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<IntakeFigures> MeasureIntakeAsync(BenchWorld world, CancellationToken cancellation)
    {
        using var bench = new IntakeBench(world, TimeProvider.System);
        return await bench.RunAsync(cancellation);
    }

    private static string ThroughputLines(Throughput figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {figures.References:N0} references, {figures.FileBytes / 1e6:N0} MB
          robot     {figures.RobotSeconds:0.000} s   {figures.ReferencesPerSecond:N0} references/s   {figures.MegabytesPerSecond:N0} MB/s
          floor     {figures.FloorSeconds:0.000} s   fetch, scan, and send a result of the same length; nothing is stored
          ratio     {figures.Ratio:0.00}
          store     {figures.StoreSeconds:0.000} s   the same bytes written durably and read back
          memory    {figures.PeakBytes / 1048576.0:0} MiB peak, {figures.AllocatedPerReference:0} bytes allocated per reference
          cpu       {figures.CpuSeconds:0.00} s
        """);

    private static string IntakeLines(IntakeFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        accepted     {figures.AcceptedPerSecond:N0} requests/s, {IntakeBench.Senders} senders
        at 1,000/s   {figures.PacedP50Milliseconds:0.0} ms median, {figures.PacedP99Milliseconds:0.0} ms at the 99th percentile
        start        {figures.StartMilliseconds:0} ms to the first 202
        overhead     {figures.OverheadMilliseconds:0.0} ms for a batch of one
        """);
}
