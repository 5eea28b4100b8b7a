using System.Globalization;

namespace RobotFunctions.HubTests.Kills;

/// <summary>
/// How many random schedules of kills are run per database and test, from which seed, and how many at a time: <c>HUB_KILLS</c>, <c>HUB_KILLS_FIRST</c> and
/// <c>HUB_KILLS_LANES</c>, each 1 by default. <c>HUB_KILL_EVENTS</c> is the number of events in each schedule of deliveries,
/// <c>HUB_KILL_LIVES</c> how often the Hub is killed in each schedule of notifications.
/// </summary>
internal static class KillSchedules
{
    /// <summary>Events in a schedule of deliveries, divided among the lives of the Hub.</summary>
    public static int Events { get; } = Number("HUB_KILL_EVENTS", 240);

    /// <summary>Kills in a schedule of notifications.</summary>
    public static int Lives { get; } = Number("HUB_KILL_LIVES", 3);

    /// <summary>Runs the schedules, each with a random source of its own. Its seed is in the message of a failure.</summary>
    public static Task RunAsync(Func<int, Random, Task> schedule) => Parallel.ForEachAsync(
        Enumerable.Range(Number("HUB_KILLS_FIRST", 1), Number("HUB_KILLS", 1)),
        new ParallelOptions { MaxDegreeOfParallelism = Number("HUB_KILLS_LANES", 1) },
        async (seed, _) => await schedule(seed, new Random(seed)));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
