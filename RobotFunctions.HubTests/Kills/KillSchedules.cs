using System.Globalization;

namespace RobotFunctions.HubTests.Kills;

/// <summary>How many random schedules of kills are run per database, and from which seed: <c>HUB_KILLS</c> (1 by default) and <c>HUB_KILLS_FIRST</c>.</summary>
internal static class KillSchedules
{
    /// <summary>One random source per schedule. Its seed is in the message of a failure.</summary>
    public static IEnumerable<(int Seed, Random Random)> Draw() =>
        Enumerable.Range(Number("HUB_KILLS_FIRST", 1), Number("HUB_KILLS", 1)).Select(static seed => (seed, new Random(seed)));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
