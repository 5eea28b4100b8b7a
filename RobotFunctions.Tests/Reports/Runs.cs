using System.Globalization;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Reports;

/// <summary>Runs of the robot of <see cref="TestRobots"/>, by number.</summary>
internal static class Runs
{
    public static BatchId Id(int number) => new(Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"0198c1a2-7b3c-7def-8123-{number:x12}")));

    public static RunStatus Open(int number, long total = 0, EntryCounts counts = default) => new()
    {
        Id = Id(number),
        Robot = TestRobots.RobotId,
        Origin = BatchOrigin.Batch,
        AcceptedAt = FakeTimeProvider.DefaultStart,
        UpdatedAt = FakeTimeProvider.DefaultStart,
        Progress = new RunProgress(RunPhase.Enhancing, total, counts),
    };

    /// <summary>An ended run.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="at">How many seconds after the start it ended.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="reason">Why it did not succeed.</param>
    public static RunStatus Ended(int number, int at = 0, RunEnd end = RunEnd.Delivered, string? reason = null)
    {
        var counts = new EntryCounts(Enhanced: 3, Failed: 1, BadLines: 1, Duplicates: 1);
        return Open(number) with
        {
            UpdatedAt = FakeTimeProvider.DefaultStart.AddSeconds(at),
            Progress = new RunProgress(RunPhase.Ended, 6, counts),
            Outcome = new RunOutcome(end, counts, reason),
        };
    }
}
