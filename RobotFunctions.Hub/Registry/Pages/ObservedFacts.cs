using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>What a robot reports, beside what is declared of it.</summary>
/// <param name="Connection">Whether it reports.</param>
/// <param name="LastReportAt">When it last reported; null for never.</param>
/// <param name="LastPollAt">When it last asked its repository for work.</param>
/// <param name="DeadLetters">How many dead letters it has.</param>
/// <param name="OpenRuns">How many of its runs are open.</param>
/// <param name="FailureRate">Which share of its last 100 ended runs failed, from 0 to 1; null if none ended.</param>
/// <param name="Compared">What is declared and what is reported, field by field.</param>
public sealed record ObservedFacts(
    RobotConnection Connection,
    DateTimeOffset? LastReportAt,
    DateTimeOffset? LastPollAt,
    int DeadLetters,
    int OpenRuns,
    double? FailureRate,
    IReadOnlyList<ComparedField> Compared)
{
    private const int RecentRuns = 100;

    internal static async Task<ObservedFacts> ReadAsync(HubStore store, RegistryItem robot, CancellationToken cancellation)
    {
        var observed = await store.RobotObservations.AsNoTracking().SingleOrDefaultAsync(found => found.RobotId == robot.Id, cancellation);
        var runs = store.RobotRuns.Where(run => run.RobotId == robot.Id);
        var ended = await runs.Where(static run => run.EndedAt != null)
            .OrderByDescending(static run => run.StartedAt).ThenByDescending(static run => run.Id).Take(RecentRuns).Select(static run => run.State).ToListAsync(cancellation);
        var declared = (RobotFields)RegistryKind.Robot.Read(RegistryDocument.FieldsOf(robot)).Fields!;
        var different = ObservedDifference.Between(declared, observed).Select(static difference => difference.Field).ToHashSet();
        return new ObservedFacts(
            observed?.Connection ?? RobotConnection.Unknown,
            observed?.ReportedAt,
            observed?.LastPollAt,
            observed?.DeadLetters ?? 0,
            await runs.CountAsync(static run => run.State == RunState.Running, cancellation),
            ended.Count == 0 ? null : (double)ended.Count(static state => state == RunState.Failed) / ended.Count,
            [new("Version", declared.Version, observed?.Version, different.Contains("version")), new("Enhancer", declared.Enhancer, observed?.Enhancer, different.Contains("enhancer"))]);
    }
}

/// <summary>A field that is declared and reported.</summary>
/// <param name="Label">What a person calls it.</param>
/// <param name="Declared">What the registry says; null for nothing.</param>
/// <param name="Observed">What the robot reports; null for nothing.</param>
/// <param name="IsDifferent">Whether the two differ.</param>
public sealed record ComparedField(string Label, string? Declared, string? Observed, bool IsDifferent);
