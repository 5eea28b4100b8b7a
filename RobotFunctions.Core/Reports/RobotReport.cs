using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Reports;

/// <summary>A report of a robot to the Hub: the body of <c>POST /api/v1/robots/ID/reports</c> (docs/registry.md).</summary>
/// <param name="IntervalSeconds">After how many seconds the next report comes at the latest.</param>
/// <param name="Version">The version of the robot.</param>
/// <param name="Enhancer">The name of its enhancer.</param>
/// <param name="LastPollAt">When it last polled; null if it never did.</param>
/// <param name="DeadLetters">How many dead letters the app has.</param>
/// <param name="Runs">Open runs, and runs that ended since the last accepted report: at most <see cref="MaxRuns"/>.</param>
/// <param name="Commands">What came of commands that the Hub does not know yet.</param>
internal sealed record RobotReport(
    int IntervalSeconds,
    string Version,
    string Enhancer,
    DateTimeOffset? LastPollAt,
    int DeadLetters,
    IReadOnlyList<ReportedRun> Runs,
    IReadOnlyList<CommandOutcome> Commands)
{
    /// <summary>The most runs in one report that the Hub takes.</summary>
    public const int MaxRuns = 100;
}

/// <summary>A run in a report.</summary>
/// <param name="RunId">The run id.</param>
/// <param name="State">Where it stands: one of <see cref="RunStates"/>.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="EndedAt">When it ended; null while it is open.</param>
/// <param name="References">How many references it has; null while that is not known.</param>
/// <param name="Done">How many lines are done.</param>
/// <param name="Failed">How many of those did not get an enhancement.</param>
/// <param name="Problem">Why it did not succeed: a sentence without secrets; null if it did.</param>
internal sealed record ReportedRun(
    string RunId, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int? References, int Done, int Failed, string? Problem);

/// <summary>The states of runs on the wire.</summary>
internal static class RunStates
{
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string Abandoned = "abandoned";
}

/// <summary>The Hub's answer to a report.</summary>
/// <param name="Enabled">Whether the robot may claim work.</param>
/// <param name="DisabledReason">Why it is disabled; null if it is not.</param>
/// <param name="Commands">What the robot is asked to do, in order; null for nothing.</param>
internal sealed record RobotReportAnswer(bool Enabled, string? DisabledReason = null, IReadOnlyList<HubCommand>? Commands = null);

/// <summary>What the Hub asks a robot to do.</summary>
/// <param name="Id">Its id: the same command may come several times.</param>
/// <param name="Command"><c>cancel</c> or <c>redeliver</c>.</param>
/// <param name="RunId">The run, or the run of the dead letter.</param>
internal sealed record HubCommand(Guid Id, string Command, string RunId);

/// <summary>What came of a command.</summary>
/// <param name="Id">The command.</param>
/// <param name="State">One of <see cref="CommandStates"/>.</param>
/// <param name="Problem">Why it failed: a sentence; null if it did not.</param>
internal sealed record CommandOutcome(Guid Id, string State, string? Problem);

/// <summary>The JSON of reports and of what is kept for them. Unknown members of an answer are ignored: the Hub may be newer than the robot.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RobotReport))]
[JsonSerializable(typeof(RobotReportAnswer))]
[JsonSerializable(typeof(ReportProgress))]
[JsonSerializable(typeof(CommandRecord))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
