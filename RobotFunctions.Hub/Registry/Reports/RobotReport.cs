using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>What a robot says of itself: the body of <c>POST /api/v1/robots/ID/reports</c>.</summary>
/// <param name="IntervalSeconds">After how many seconds the next report comes at the latest: 5 to 3600.</param>
/// <param name="Version">The version that it runs.</param>
/// <param name="Enhancer">The enhancer that it runs.</param>
/// <param name="LastPollAt">When it last asked the repository for work; null for a robot that does not poll.</param>
/// <param name="DeadLetters">How many dead letters it has.</param>
/// <param name="Runs">Runs that are open, and those that ended since the last report that was answered: at most 100.</param>
/// <param name="Commands">What came of commands, until a report with it was answered: at most 100.</param>
internal sealed record RobotReport(
    int IntervalSeconds,
    string? Version = null,
    string? Enhancer = null,
    DateTimeOffset? LastPollAt = null,
    int DeadLetters = 0,
    IReadOnlyList<ReportedRun>? Runs = null,
    IReadOnlyList<CommandOutcome>? Commands = null)
{
    private const int MaxRuns = 100;
    private const int MaxCommands = 100;

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public FieldProblem? Check() => FieldChecks.First(
        FieldChecks.Between("interval_seconds", IntervalSeconds, 5, 3600),
        FieldChecks.Optional("version", Version),
        FieldChecks.Optional("enhancer", Enhancer),
        FieldChecks.Between("dead_letters", DeadLetters, 0, int.MaxValue),
        Runs is { Count: > MaxRuns } ? new FieldProblem("runs", $"A report has at most {MaxRuns} runs. Send the others with the next one, at once.") : null,
        Runs?.Select(static run => run.Check()).FirstOrDefault(static problem => problem is not null),
        Commands is { Count: > MaxCommands } ? new FieldProblem("commands", $"A report has at most {MaxCommands} outcomes of commands. Send the others with the next one.") : null,
        Commands?.Select(static outcome => outcome.Check()).FirstOrDefault(static problem => problem is not null));
}

/// <summary>What came of a command.</summary>
/// <param name="Id">The command.</param>
/// <param name="State"><c>done</c> or <c>failed</c>.</param>
/// <param name="Problem">Why it failed: a sentence; null if it did not.</param>
internal sealed record CommandOutcome(Guid Id, CommandState State, string? Problem = null)
{
    private const int MaxProblem = 1000;

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public FieldProblem? Check() => FieldChecks.First(
        State is CommandState.Done or CommandState.Failed ? null : new FieldProblem("state", "The outcome of a command is done or failed."),
        FieldChecks.Optional("problem", Problem, MaxProblem));
}

/// <summary>A run as its robot reports it. A later report of the same run replaces it, unless the run has ended already.</summary>
/// <param name="RunId">The run id, as in the robot's log.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="EndedAt">When it ended; null while it is open.</param>
/// <param name="References">How many references it has; null while that is not known.</param>
/// <param name="Done">How many of them are done.</param>
/// <param name="Failed">How many of those failed.</param>
/// <param name="Problem">Why it failed: a sentence; null if it did not.</param>
internal sealed record ReportedRun(
    string RunId, RunState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt = null, int? References = null, int Done = 0, int Failed = 0, string? Problem = null)
{
    private const int MaxProblem = 1000;

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public FieldProblem? Check() => FieldChecks.First(
        FieldChecks.Required("run_id", RunId, RobotRun.MaxRunId),
        FieldChecks.Optional("problem", Problem, MaxProblem),
        FieldChecks.Between("references", References, 0, int.MaxValue),
        FieldChecks.Between("done", Done, 0, int.MaxValue),
        FieldChecks.Between("failed", Failed, 0, Done),
        State == RunState.Running == EndedAt is null ? null : new FieldProblem("ended_at", "A run has ended_at exactly when it is not running."));
}

/// <summary>Where a run stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>It is open.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Its result was accepted.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>It failed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Somebody cancelled it.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>Its lease was abandoned, so that the repository gives its references to others.</summary>
    [JsonStringEnumMemberName("abandoned")]
    Abandoned,
}

/// <summary>The answer to a report.</summary>
/// <param name="Enabled">Whether the robot may claim work. A disabled one ends what it has begun and claims nothing.</param>
/// <param name="DisabledReason">Why it is disabled; null if it is not.</param>
/// <param name="Commands">What the robot is asked to do, in order. Each comes with every answer until a report tells what came of it.</param>
internal sealed record RobotReportAnswer(bool Enabled, string? DisabledReason, IReadOnlyList<HandedOutCommand> Commands);

/// <summary>A command in the answer to a report. A robot does each once, by its id.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Command">What to do.</param>
/// <param name="RunId">The run, or the run of the dead letter.</param>
internal sealed record HandedOutCommand(Guid Id, CommandKind Command, string RunId);
