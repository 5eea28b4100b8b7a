using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>What a robot reported, beside what the registry says of it.</summary>
/// <param name="Connection">Whether it reports.</param>
/// <param name="LastReportAt">When it last reported.</param>
/// <param name="IntervalSeconds">After how many seconds its next report comes at the latest.</param>
/// <param name="Version">The version that it runs.</param>
/// <param name="Enhancer">The enhancer that it runs.</param>
/// <param name="LastPollAt">When it last asked its repository for work.</param>
/// <param name="DeadLetters">How many dead letters it has.</param>
/// <param name="OpenRuns">How many of its runs are open.</param>
/// <param name="FailureRate">Which share of its last 100 ended runs failed, from 0 to 1; null if none ended.</param>
/// <param name="Differences">Where what it reports differs from what is declared.</param>
internal sealed record ObservedView(
    RobotConnection Connection,
    DateTimeOffset? LastReportAt,
    int? IntervalSeconds,
    string? Version,
    string? Enhancer,
    DateTimeOffset? LastPollAt,
    int DeadLetters,
    int OpenRuns,
    double? FailureRate,
    IReadOnlyList<ObservedDifference> Differences)
{
    private const int RecentRuns = 100;

    /// <summary>Reads what a robot reported, and compares it with what is declared.</summary>
    public static async Task<ObservedView> ReadAsync(HubStore store, RegistryItem robot, CancellationToken cancellation)
    {
        var observed = await store.RobotObservations.AsNoTracking().SingleOrDefaultAsync(found => found.RobotId == robot.Id, cancellation);
        var runs = store.RobotRuns.Where(run => run.RobotId == robot.Id);
        var ended = await runs.Where(static run => run.EndedAt != null)
            .OrderByDescending(static run => run.StartedAt).ThenByDescending(static run => run.Id).Take(RecentRuns).Select(static run => run.State).ToListAsync(cancellation);
        return new ObservedView(
            observed?.Connection ?? RobotConnection.Unknown,
            observed?.ReportedAt,
            observed?.IntervalSeconds,
            observed?.Version,
            observed?.Enhancer,
            observed?.LastPollAt,
            observed?.DeadLetters ?? 0,
            await runs.CountAsync(static run => run.State == RunState.Running, cancellation),
            ended.Count == 0 ? null : (double)ended.Count(static state => state == RunState.Failed) / ended.Count,
            ObservedDifference.Between(Declared(robot), observed));
    }

    /// <summary>What is declared of a robot.</summary>
    public static RobotFields Declared(RegistryItem robot) => (RobotFields)RegistryKind.Robot.Read(RegistryDocument.FieldsOf(robot)).Fields!;
}

/// <summary>A field in which a robot is not as it is declared.</summary>
/// <param name="Field">The field, as in the registry.</param>
/// <param name="Declared">What the registry says.</param>
/// <param name="Observed">What the robot reports; null if it reports nothing.</param>
internal sealed record ObservedDifference(string Field, string Declared, string? Observed)
{
    /// <summary>Compares what is declared; what is not declared may be anything.</summary>
    public static IReadOnlyList<ObservedDifference> Between(RobotFields declared, RobotObservation? observed) => observed is null
        ? []
        : [.. new[] { ("version", declared.Version, observed.Version), ("enhancer", declared.Enhancer, observed.Enhancer) }
            .Where(static field => field.Item2 is not null && field.Item2 != field.Item3)
            .Select(static field => new ObservedDifference(field.Item1, field.Item2!, field.Item3))];
}

/// <summary>A run as it was last reported.</summary>
internal sealed record RunView(
    string RunId, RunState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int? References, int Done, int Failed, string? Problem, DateTimeOffset ReportedAt)
{
    public static RunView Of(RobotRun run) => new(run.RunId, run.State, run.StartedAt, run.EndedAt, run.References, run.Done, run.Failed, run.Problem, run.ReportedAt);
}
