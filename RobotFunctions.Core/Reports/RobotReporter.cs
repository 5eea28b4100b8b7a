using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Reports;

/// <summary>
/// Reports a robot with its runs to the Hub. Nothing here disturbs the robot: whatever happens at the Hub is logged once, and the next report comes in any
/// case. An end of a run that was not reported is found again in the engine's list, for as long as <c>Storage:KeepEndedRuns</c>.
/// </summary>
public sealed partial class RobotReporter
{
    /// <summary>How long the Hub may take for one report.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly IBatchRuns _runs;
    private readonly IDeadLetters _letters;
    private readonly LastPolls _polls;
    private readonly RobotSwitches _switches;
    private readonly HubCommands _commands;
    private readonly HubClient _hub;
    private readonly HubRecord<ReportProgress> _progress;
    private readonly TimeProvider _time;
    private readonly ILogger<RobotReporter> _logger;
    private readonly ConcurrentDictionary<RobotId, ReportCondition> _conditions = new();

    /// <summary>Reports what <paramref name="runs"/> and <paramref name="letters"/> have to <paramref name="hub"/>.</summary>
    public RobotReporter(
        IBatchRuns runs,
        IDeadLetters letters,
        LastPolls polls,
        RobotSwitches switches,
        HubCommands commands,
        HubClient hub,
        IHubRecords records,
        TimeProvider time,
        ILogger<RobotReporter> logger)
    {
        _runs = runs;
        _letters = letters;
        _polls = polls;
        _switches = switches;
        _commands = commands;
        _hub = hub;
        _progress = new HubRecord<ReportProgress>(records, "reported-runs", ReportJsonContext.Default.ReportProgress);
        _time = time;
        _logger = logger;
    }

    /// <summary>Reports a robot that has a <see cref="Robot.RegistryId"/>; does nothing for another one. One report of a robot at a time.</summary>
    /// <param name="robot">The robot.</param>
    /// <param name="interval">After how long the next report comes at the latest.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>How long the Hub asks to wait; null if it does not.</returns>
    public async Task<TimeSpan?> ReportAsync(Robot robot, TimeSpan interval, CancellationToken cancellation)
    {
        if (robot.RegistryId is not { } id)
        {
            return null;
        }

        ReportResult result;
        try
        {
            result = await ReportAsync(robot, id, interval, cancellation);
        }
        catch (IOException exception)
        {
            result = new ReportResult(ReportCondition.WithoutStore(exception), []);
        }

        Note(robot, result.Condition);
        return result.RetryAfter;
    }

    private async Task<ReportResult> ReportAsync(Robot robot, Guid id, TimeSpan interval, CancellationToken cancellation)
    {
        var heartbeat = new RobotReport(
            (int)Math.Ceiling(interval.TotalSeconds),
            robot.Options.Version,
            robot.Options.Enhancer,
            await _polls.FindAsync(robot, cancellation),
            await _letters.CountAsync(cancellation),
            [],
            []);

        // While the Hub is away, its return is found out without listing what has ended since.
        if (_conditions.TryGetValue(robot.Id, out var last) && last.IsAway && await SendAsync(robot, id, heartbeat, cancellation) is { IsAccepted: false } away)
        {
            return away;
        }

        var reported = await ReportRunsAsync(robot, id, heartbeat, cancellation);
        return reported.Commands.Count == 0 ? reported : await RunCommandsAsync(robot, id, heartbeat, reported, cancellation);
    }

    // The outcome of each is told at once: a redelivery may take a minute, and the robot must not seem silent.
    private async Task<ReportResult> RunCommandsAsync(Robot robot, Guid id, RobotReport heartbeat, ReportResult reported, CancellationToken cancellation)
    {
        foreach (var command in reported.Commands)
        {
            await _commands.RunAsync(robot.Id, command, cancellation);
            if (await SendAsync(robot, id, heartbeat, cancellation) is { IsAccepted: false } refused)
            {
                return refused;
            }
        }

        return reported;
    }

    private async Task<ReportResult> ReportRunsAsync(Robot robot, Guid id, RobotReport heartbeat, CancellationToken cancellation)
    {
        var stored = await _progress.FindAsync(robot.Id, cancellation);
        var listedAt = _time.GetUtcNow();
        var progress = stored ?? ReportProgress.From(listedAt);
        var last = ReportResult.Accepted([]);
        var plan = ReportPlan.Of(progress, await ListAsync(robot, progress, cancellation), listedAt);
        foreach (var page in plan.Pages)
        {
            last = await SendAsync(robot, id, heartbeat with { Runs = [.. page.Runs.Select(ReportedRuns.Of)] }, cancellation);
            if (!last.IsAccepted)
            {
                await SaveAsync(robot, stored, progress, cancellation);
                return last;
            }

            progress = progress.With(page.Ended);
        }

        await SaveAsync(robot, stored, plan.Next, cancellation);
        return last;
    }

    private async Task<List<RunStatus>> ListAsync(Robot robot, ReportProgress progress, CancellationToken cancellation)
    {
        var listed = (await _runs.ListSinceAsync(progress.ListSince, cancellation)).Where(run => run.Robot == robot.Id).ToList();
        foreach (var gone in progress.Open.Except(listed.Select(static run => run.Id)).ToList())
        {
            if (await _runs.FindAsync(gone, cancellation) is { } ended)
            {
                listed.Add(ended);
            }
        }

        return listed;
    }

    // An idle robot has nothing new to store.
    private Task SaveAsync(Robot robot, ReportProgress? stored, ReportProgress progress, CancellationToken cancellation) =>
        stored is { Open: [], Told: [] } && progress is { Open: [], Told: [] } ? Task.CompletedTask : _progress.SaveAsync(robot.Id, progress, cancellation);

    private async Task<ReportResult> SendAsync(Robot robot, Guid id, RobotReport report, CancellationToken cancellation)
    {
        var untold = await _commands.FindUntoldAsync(robot.Id, cancellation);
        report = report with { Commands = [.. untold.Select(static known => new CommandOutcome(known.Id, known.State!, known.Problem is { } problem ? ReportText.Of(problem) : null))] };
        var body = JsonSerializer.SerializeToUtf8Bytes(report, ReportJsonContext.Default.RobotReport);
        var outcome = await _hub.PostAsync($"api/v1/robots/{id}/reports", body, idempotencyKey: null, cancellation, Timeout);
        if (outcome is not HubOk ok || ReadAnswer(ok.Body) is not { } answer)
        {
            return new ReportResult(ReportCondition.After(outcome), [], (outcome as HubUnavailable)?.RetryAfter);
        }

        await _switches.SetAsync(robot.Id, answer.Enabled, answer.DisabledReason, cancellation);
        await _commands.TellAsync(robot.Id, untold, cancellation);
        return ReportResult.Accepted(answer.Commands ?? []);
    }

    private static RobotReportAnswer? ReadAnswer(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, ReportJsonContext.Default.RobotReportAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Note(Robot robot, ReportCondition condition)
    {
        _conditions.TryGetValue(robot.Id, out var last);
        _conditions[robot.Id] = condition;
        if (last?.Status == condition.Status)
        {
            return;
        }

        if (condition.Advice is { } advice)
        {
            LogNotAccepted(robot.Id, advice);
        }
        else
        {
            LogAccepted(robot.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Robot {Robot}: the Hub accepts its reports")]
    private partial void LogAccepted(RobotId robot);

    [LoggerMessage(2, LogLevel.Warning, "Robot {Robot}: the Hub does not accept its reports; they go on, and this is said once. {Advice}")]
    private partial void LogNotAccepted(RobotId robot, string advice);

    private sealed record ReportResult(ReportCondition Condition, IReadOnlyList<HubCommand> Commands, TimeSpan? RetryAfter = null)
    {
        public static ReportResult Accepted(IReadOnlyList<HubCommand> commands) => new(ReportCondition.Accepted, commands);

        public bool IsAccepted => Condition == ReportCondition.Accepted;
    }
}
