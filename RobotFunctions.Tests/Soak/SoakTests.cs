using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace RobotFunctions.Tests.Soak;

/// <summary>
/// The robot through random schedules of trouble, each judged by an oracle. <c>SOAK_SCHEDULES</c> says how many, <c>SOAK_FIRST</c> from which seed,
/// <c>SOAK_LANES</c> how many at once, and <c>SOAK_SEED</c> repeats one schedule. See docs/reliability.md.
/// </summary>
[Trait("Category", "Soak")]
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_schedule_of_trouble_breaks_a_promise()
    {
        int[] seeds = Number("SOAK_SEED", 0) is var seed and not 0 ? [seed] : [.. Enumerable.Range(Number("SOAK_FIRST", 1), Number("SOAK_SCHEDULES", 8))];
        var failed = new ConcurrentQueue<string>();
        var tally = new SoakTally();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = Number("SOAK_LANES", 3) }, async (seed, _) =>
        {
            if (await PlayAsync(SeededRandom.Draw(seed), tally) is { } failure)
            {
                failed.Enqueue(failure);
            }
        });

        output.WriteLine(tally.ToString());
        Assert.True(failed.IsEmpty, $"{failed.Count} of {seeds.Length} schedules broke a promise.\n\n{string.Join("\n\n", failed)}");
    }

    private async Task<string?> PlayAsync(Schedule schedule, SoakTally tally)
    {
        await using var world = await SoakWorld.StartAsync(schedule);
        await world.StartRobotAsync();
        foreach (var moment in schedule.Moments)
        {
            await Task.Delay(moment.After, TimeProvider.System);
            await moment.SoakAction.DoAsync(world);
        }

        var oracle = new Oracle(world);
        var problems = await oracle.JudgeAsync();
        oracle.Tally.Count(world.Robot);
        lock (tally)
        {
            tally.Add(oracle.Tally);
            Note(world, problems);
        }

        return problems.Count == 0
            ? null
            : $"{schedule}\n{string.Join('\n', problems)}\n--- the repository's calls\n{Calls(world)}\n--- the robot's log\n{Tail(world.Robot.Log)}";
    }

    // A long run is watched through a file; xunit shows its output only at the end.
    private void Note(SoakWorld world, IReadOnlyList<string> problems)
    {
        var line = $"seed {world.Schedule.Seed} ({world.Schedule.Generation}): {(problems.Count == 0 ? "fine" : string.Join(" | ", problems))}{(world.Disk is null ? ", no small disk here: it was never full" : "")}";
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("SOAK_LOG") is { Length: > 0 } file)
        {
            File.AppendAllText(file, line + "\n");
        }
    }

    private static string Calls(SoakWorld world) => Tail(string.Join('\n', world.Repository.Calls.All.Select(
        static call => string.Create(CultureInfo.InvariantCulture, $"{call.At:O} {call}{(call.Dropped ? ", dropped" : "")}"))));

    private static string Tail(string log) => log.Length < 30_000 ? log : $"...{log.AsSpan(log.Length - 30_000)}";

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
