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
    internal static async Task<ObservedFacts> ReadAsync(HubStore store, RegistryItem robot, CancellationToken cancellation)
    {
        var (declared, observed) = (ObservedView.Declared(robot), await ObservedView.ReadAsync(store, robot, cancellation));
        return new ObservedFacts(
            observed.Connection,
            observed.LastReportAt,
            observed.LastPollAt,
            observed.DeadLetters,
            observed.OpenRuns,
            observed.FailureRate,
            [Compare("Version", "version", declared.Version, observed.Version), Compare("Enhancer", "enhancer", declared.Enhancer, observed.Enhancer)]);

        ComparedField Compare(string label, string field, string? wanted, string? found) => new(label, wanted, found, observed.Differences.Any(difference => difference.Field == field));
    }
}

/// <summary>A field that is declared and reported.</summary>
/// <param name="Label">What a person calls it.</param>
/// <param name="Declared">What the registry says; null for nothing.</param>
/// <param name="Observed">What the robot reports; null for nothing.</param>
/// <param name="IsDifferent">Whether the two differ.</param>
public sealed record ComparedField(string Label, string? Declared, string? Observed, bool IsDifferent);
