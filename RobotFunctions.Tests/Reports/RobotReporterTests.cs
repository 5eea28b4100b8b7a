using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Reports;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Hub;

namespace RobotFunctions.Tests.Reports;

public sealed class RobotReporterTests : IDisposedAsync
{
    private const string Enabled = """{"enabled":true,"disabled_reason":null}""";
    private const string Id = "0198f0c4-0000-7000-8000-000000000001";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly Robot Robot = TestRobots.Robot(static options => options.RegistryId = Id);

    private readonly HubClientFixture _hub = new();
    private readonly MemoryHubRecords _records = new();
    private readonly Mock<IDeadLetters> _letters = new();
    private readonly Mock<IBatchRuns> _runs = new(MockBehavior.Strict);
    private readonly List<DateTimeOffset> _listedSince = [];
    private List<RunStatus> _listed = [];

    public RobotReporterTests() => _runs
        .Setup(static runs => runs.ListSinceAsync(It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
        .Callback((DateTimeOffset since, CancellationToken _) => _listedSince.Add(since))
        .ReturnsAsync(() => _listed);

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_robot_that_is_not_registered_reports_nothing_and_asks_nobody()
    {
        await Reporter().ReportAsync(TestRobots.Robot(), Interval, default);

        Assert.Empty(_hub.Handler.Calls);
        Assert.Empty(_listedSince);
    }

    [Fact]
    public async Task A_report_says_what_the_robot_is_and_does()
    {
        _hub.Handler.Answer(200, Enabled);
        _letters.Setup(static letters => letters.CountAsync(It.IsAny<CancellationToken>())).ReturnsAsync(2);
        _listed = [Runs.Open(1, total: 10)];
        await Polls().PolledAsync(Robot, default);

        await Reporter().ReportAsync(Robot, Interval, default);

        var call = Assert.Single(_hub.Handler.Calls);
        Assert.Equal((HttpMethod.Post, $"https://hub.example/below/api/v1/robots/{Id}/reports"), (call.Method, call.Url.ToString()));
        Assert.False(call.Headers.ContainsKey("Idempotency-Key"));
        var report = JsonElement.Parse(call.Text);
        Assert.Equal((30, "1.2.3", "test", 2), (report.GetProperty("interval_seconds").GetInt32(), report.GetProperty("version").GetString(), report.GetProperty("enhancer").GetString(), report.GetProperty("dead_letters").GetInt32()));
        Assert.Equal(_hub.Time.GetUtcNow(), report.GetProperty("last_poll_at").GetDateTimeOffset());
        Assert.Equal(("running", 10), (Sent(call).Single().GetProperty("state").GetString(), Sent(call).Single().GetProperty("references").GetInt32()));
    }

    [Fact]
    public async Task Runs_of_other_robots_of_the_app_are_not_reported()
    {
        _hub.Handler.Answer(200, Enabled);
        _listed = [Runs.Open(1) with { Robot = new RobotId(Guid.CreateVersion7()) }, Runs.Open(2)];

        await Reporter().ReportAsync(Robot, Interval, default);

        Assert.Equal([Runs.Id(2).ToString()], Ids(_hub.Handler.Calls[0]));
    }

    [Fact]
    public async Task An_end_is_reported_once_also_by_another_process()
    {
        _hub.Handler.Answer(200, Enabled).Answer(200, Enabled);
        _listed = [Runs.Ended(1, at: 10)];
        _hub.Time.Advance(Interval);
        await Reporter().ReportAsync(Robot, Interval, default);
        _hub.Time.Advance(Interval);

        await Reporter().ReportAsync(Robot, Interval, default);

        Assert.Equal([1, 0], _hub.Handler.Calls.Select(static call => Sent(call).Count));
    }

    [Fact]
    public async Task A_run_that_was_open_and_is_in_the_list_no_more_is_looked_up()
    {
        _hub.Handler.Answer(200, Enabled).Answer(200, Enabled);
        _runs.Setup(static runs => runs.FindAsync(Runs.Id(1), It.IsAny<CancellationToken>())).ReturnsAsync(Runs.Ended(1, at: 10));
        _listed = [Runs.Open(1)];
        await Reporter().ReportAsync(Robot, Interval, default);
        _listed = [];

        await Reporter().ReportAsync(Robot, Interval, default);

        Assert.Equal("succeeded", Sent(_hub.Handler.Calls[1]).Single().GetProperty("state").GetString());
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_Hub_is_away_and_its_return_is_found_out_without_a_list()
    {
        var reporter = Reporter();
        _hub.Handler.Answer(200, Enabled).Answer(503).Answer(503).Answer(200, Enabled).Answer(200, Enabled);
        await reporter.ReportAsync(Robot, Interval, default);
        var start = _hub.Time.GetUtcNow();
        _listed = [Runs.Ended(1, at: 10)];
        for (var report = 0; report < 3; report++)
        {
            _hub.Time.Advance(Interval);
            await reporter.ReportAsync(Robot, Interval, default);
        }

        Assert.Equal([0, 1, 0, 0, 1], _hub.Handler.Calls.Select(static call => Sent(call).Count));
        Assert.Equal(3, _listedSince.Count);
        Assert.Equal(start - ReportProgress.Overlap, _listedSince[^1]);
    }

    [Fact]
    public async Task A_backlog_is_sent_in_reports_of_a_hundred_and_goes_on_where_it_stopped()
    {
        var reporter = Reporter();
        _listed = [.. Enumerable.Range(0, 250).Select(static number => Runs.Ended(number, at: number))];
        _hub.Handler.Answer(200, Enabled).Answer(200, Enabled).Answer(422, """{"detail":"No."}""").Answer(200, Enabled);
        await reporter.ReportAsync(Robot, Interval, default);

        await reporter.ReportAsync(Robot, Interval, default);

        Assert.Equal([100, 100, 50, 50], _hub.Handler.Calls.Select(static call => Sent(call).Count));
    }

    [Theory]
    [InlineData(401, "Hub:Key")]
    [InlineData(403, "robot:report")]
    [InlineData(404, "RegistryId")]
    [InlineData(422, "versions")]
    [InlineData(429, "answered 429")]
    [InlineData(503, "answered 503")]
    [InlineData(302, "Hub:Url")]
    public async Task A_Hub_that_does_not_accept_reports_is_warned_of_once_with_what_to_do_and_so_is_its_return(int status, string advice)
    {
        var reporter = Reporter();
        _hub.Handler.Answer(status).Answer(status).Answer(status).Answer(200, Enabled).Answer(200, Enabled).Answer(200, Enabled);
        for (var report = 0; report < 5; report++)
        {
            await reporter.ReportAsync(Robot, Interval, default);
        }

        var lines = _hub.Logs.Lines.Where(static line => line.Category.EndsWith(nameof(RobotReporter), StringComparison.Ordinal)).ToList();
        Assert.Equal([LogLevel.Warning, LogLevel.Information], lines.Select(static line => line.Level));
        Assert.Contains(advice, lines[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(HubClientFixture.Key, lines[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Welcome</html>")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_server_that_is_not_a_Hub_is_not_taken_for_one(string body)
    {
        _hub.Handler.Answer(200, body);

        await Reporter().ReportAsync(Robot, Interval, default);

        Assert.Contains(_hub.Logs.Lines, static line => line.Level == LogLevel.Warning && line.Text.Contains("not the answer of a Hub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_is_unavailable_is_warned_of_once_and_does_not_fail_the_robot()
    {
        var reporter = Reporter();
        _letters.Setup(static letters => letters.CountAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("The disk is gone."));

        await reporter.ReportAsync(Robot, Interval, default);
        await reporter.ReportAsync(Robot, Interval, default);

        Assert.Contains("The disk is gone.", Assert.Single(_hub.Logs.Lines, static line => line.Level == LogLevel.Warning).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_robot_that_is_disabled_is_told_of_once_and_stays_so_while_the_Hub_is_away_until_it_is_enabled()
    {
        const string disabled = """{"enabled":false,"disabled_reason":"It labels everything as cats."}""";
        var reporter = Reporter();
        _hub.Handler.Answer(200, disabled).Answer(200, disabled).Answer(503).Answer(200, Enabled).Answer(200, Enabled);
        var reasons = new List<string?> { await Switches().FindDisabledAsync(Robot.Id, default) };
        for (var report = 0; report < 4; report++)
        {
            await reporter.ReportAsync(Robot, Interval, default);
            reasons.Add(await Switches().FindDisabledAsync(Robot.Id, default));
        }

        const string told = "The robot is disabled at the Hub: It labels everything as cats.";
        Assert.Equal([null, told, told, told, null], reasons);
        Assert.Equal(
            [LogLevel.Warning, LogLevel.Information],
            _hub.Logs.Lines.Where(static line => line.Category.EndsWith(nameof(RobotSwitches), StringComparison.Ordinal)).Select(static line => line.Level));
    }

    [Fact]
    public async Task A_robot_that_reports_no_more_is_enabled()
    {
        await Switches().SetAsync(Robot.Id, isEnabled: false, "No.", default);

        Assert.Null(await new RobotSwitches(_records, new ConfiguredRobots([TestRobots.Robot()]), _hub.Time, _hub.Logs.For<RobotSwitches>()).FindDisabledAsync(Robot.Id, default));
    }

    [Fact]
    public async Task A_command_is_done_once_however_often_it_comes_and_its_outcome_told_until_the_Hub_has_it()
    {
        var id = Guid.CreateVersion7();
        _runs.Setup(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        _hub.Handler.Answer(200, Asked(id, 1)).Answer(503).Answer(503).Answer(200, Asked(id, 1)).Answer(200, Enabled).Answer(200, Enabled).Answer(200, Enabled);
        var reporter = Reporter();
        for (var report = 0; report < 4; report++)
        {
            await reporter.ReportAsync(Robot, Interval, default);
        }

        _runs.Verify(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>()), Times.Once);
        Assert.Equal([[], ["done"], ["done"], ["done"], [], []], _hub.Handler.Calls.Select(Outcomes));
    }

    [Theory]
    [InlineData("cancel", "failed There is no open run with that id.")]
    [InlineData("dance", "failed This version of the robot does not know the command 'dance'. Update the robot.")]
    public async Task A_command_that_cannot_be_done_is_told_with_the_reason(string command, string outcome)
    {
        _runs.Setup(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>())).ReturnsAsync(false);
        _hub.Handler.Answer(200, Asked(Guid.CreateVersion7(), 1, command)).Answer(200, Enabled);

        await Reporter().ReportAsync(Robot, Interval, default);

        Assert.Equal([outcome], Outcomes(_hub.Handler.Calls[1]));
    }

    [Fact]
    public async Task A_command_during_which_the_robot_stopped_is_not_repeated_and_told_as_failed()
    {
        var id = Guid.CreateVersion7();
        _runs.Setup(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>())).ThrowsAsync(new OperationCanceledException());
        _hub.Handler.Answer(200, Asked(id, 1)).Answer(200, Asked(id, 1)).Answer(200, Enabled);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Reporter().ReportAsync(Robot, Interval, default));

        await Reporter().ReportAsync(Robot, Interval, default);

        _runs.Verify(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>()), Times.Once);
        Assert.StartsWith("failed The robot was stopped", Assert.Single(Outcomes(_hub.Handler.Calls[2])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_that_the_Hub_asks_for_is_passed_on()
    {
        _hub.Handler.Answer(429, "", ("Retry-After", "77"));

        Assert.Equal(TimeSpan.FromSeconds(77), await Reporter().ReportAsync(Robot, Interval, default));
    }

    [Fact]
    public async Task A_slow_Hub_is_given_up_after_ten_seconds()
    {
        var reached = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            reached.SetResult();
            await exchange.StallAsync();
        });
        await using var hub = new HubClientFixture(server.Url);
        var reporting = Reporter(hub).ReportAsync(Robot, Interval, default);
        await reached.Task;

        hub.Time.Advance(RobotReporter.Timeout);
        await reporting;

        Assert.Contains(hub.Logs.Lines, static line => line.Text.Contains("did not answer within 10 seconds", StringComparison.Ordinal));
    }

    private RobotReporter Reporter(HubClientFixture? hub = null) =>
        new(_runs.Object, _letters.Object, Polls(), Switches(), Commands(), (hub ?? _hub).Client, _records, _hub.Time, (hub ?? _hub).Logs.For<RobotReporter>());

    // Only redeliveries call the repository.
    private HubCommands Commands() =>
        new(new OperatorService(_runs.Object, _letters.Object, redelivery: null!, _hub.Logs.For<OperatorService>()), _records, _hub.Logs.For<HubCommands>());

    private static string Asked(Guid id, int run, string command = "cancel") =>
        $$"""{"enabled":true,"disabled_reason":null,"commands":[{"id":"{{id}}","command":"{{command}}","run_id":"{{Runs.Id(run)}}"}]}""";

    private static List<string> Outcomes(RecordedCall call) =>
    [
        .. JsonElement.Parse(call.Text).GetProperty("commands").EnumerateArray()
            .Select(static outcome => $"{outcome.GetProperty("state").GetString()} {outcome.GetProperty("problem").GetString()}".Trim()),
    ];

    private RobotSwitches Switches() => new(_records, new ConfiguredRobots([Robot]), _hub.Time, _hub.Logs.For<RobotSwitches>());

    private LastPolls Polls() => new(_records, Microsoft.Extensions.Options.Options.Create(new HubClientOptions()), _hub.Time);

    private static List<JsonElement> Sent(RecordedCall call) => [.. JsonElement.Parse(call.Text).GetProperty("runs").EnumerateArray()];

    private static IEnumerable<string?> Ids(RecordedCall call) => Sent(call).Select(static run => run.GetProperty("run_id").GetString());
}
