using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moq;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Reports;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Hub;
using static RobotFunctions.Tests.Reports.ReporterFixture;

namespace RobotFunctions.Tests.Reports;

public sealed class RobotReporterTests : IDisposedAsync
{
    private readonly ReporterFixture _robot = new();

    public ValueTask DisposeAsync() => _robot.DisposeAsync();

    [Fact]
    public async Task A_robot_that_is_not_registered_reports_nothing_and_asks_nobody()
    {
        await _robot.Reporter().ReportAsync(TestRobots.Robot(), Interval, default);

        Assert.Empty(_robot.Hub.Handler.Calls);
        Assert.Empty(_robot.ListedSince);
    }

    [Fact]
    public async Task A_report_says_what_the_robot_is_and_does()
    {
        _robot.Hub.Handler.Answer(200, Enabled);
        _robot.Letters.Setup(static letters => letters.CountAsync(It.IsAny<CancellationToken>())).ReturnsAsync(2);
        _robot.Listed = [Runs.Open(1, total: 10)];
        await _robot.Polls().PolledAsync(Robot, default);

        await _robot.Reporter().ReportAsync(Robot, Interval, default);

        var call = Assert.Single(_robot.Hub.Handler.Calls);
        Assert.Equal((HttpMethod.Post, $"https://hub.example/below/api/v1/robots/{RegistryId}/reports"), (call.Method, call.Url.ToString()));
        Assert.False(call.Headers.ContainsKey("Idempotency-Key"));
        var report = JsonElement.Parse(call.Text);
        Assert.Equal((30, "1.2.3", "test", 2), (report.GetProperty("interval_seconds").GetInt32(), report.GetProperty("version").GetString(), report.GetProperty("enhancer").GetString(), report.GetProperty("dead_letters").GetInt32()));
        Assert.Equal(_robot.Hub.Time.GetUtcNow(), report.GetProperty("last_poll_at").GetDateTimeOffset());
        Assert.Equal(("running", 10), (Sent(call).Single().GetProperty("state").GetString(), Sent(call).Single().GetProperty("references").GetInt32()));
    }

    [Fact]
    public async Task Runs_of_other_robots_of_the_app_are_not_reported()
    {
        _robot.Hub.Handler.Answer(200, Enabled);
        _robot.Listed = [Runs.Open(1) with { Robot = new RobotId(Guid.CreateVersion7()) }, Runs.Open(2)];

        await _robot.Reporter().ReportAsync(Robot, Interval, default);

        Assert.Equal([Runs.Id(2).ToString()], Ids(_robot.Hub.Handler.Calls[0]));
    }

    [Fact]
    public async Task An_end_is_reported_once_also_by_another_process()
    {
        _robot.Hub.Handler.Answer(200, Enabled).Answer(200, Enabled);
        _robot.Listed = [Runs.Ended(1, at: 10)];
        _robot.Hub.Time.Advance(Interval);
        await _robot.Reporter().ReportAsync(Robot, Interval, default);
        _robot.Hub.Time.Advance(Interval);

        await _robot.Reporter().ReportAsync(Robot, Interval, default);

        Assert.Equal([1, 0], _robot.Hub.Handler.Calls.Select(static call => Sent(call).Count));
    }

    [Fact]
    public async Task A_run_that_was_open_and_is_in_the_list_no_more_is_looked_up()
    {
        _robot.Hub.Handler.Answer(200, Enabled).Answer(200, Enabled);
        _robot.Runs.Setup(static runs => runs.FindAsync(Runs.Id(1), It.IsAny<CancellationToken>())).ReturnsAsync(Runs.Ended(1, at: 10));
        _robot.Listed = [Runs.Open(1)];
        await _robot.Reporter().ReportAsync(Robot, Interval, default);
        _robot.Listed = [];

        await _robot.Reporter().ReportAsync(Robot, Interval, default);

        Assert.Equal("succeeded", Sent(_robot.Hub.Handler.Calls[1]).Single().GetProperty("state").GetString());
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_Hub_is_away_and_its_return_is_found_out_without_a_list()
    {
        var reporter = _robot.Reporter();
        _robot.Hub.Handler.Answer(200, Enabled).Answer(503).Answer(503).Answer(200, Enabled).Answer(200, Enabled);
        await reporter.ReportAsync(Robot, Interval, default);
        var start = _robot.Hub.Time.GetUtcNow();
        _robot.Listed = [Runs.Ended(1, at: 10)];
        for (var report = 0; report < 3; report++)
        {
            _robot.Hub.Time.Advance(Interval);
            await reporter.ReportAsync(Robot, Interval, default);
        }

        Assert.Equal([0, 1, 0, 0, 1], _robot.Hub.Handler.Calls.Select(static call => Sent(call).Count));
        Assert.Equal(3, _robot.ListedSince.Count);
        Assert.Equal(start - ReportProgress.Overlap, _robot.ListedSince[^1]);
    }

    [Fact]
    public async Task A_backlog_is_sent_in_reports_of_a_hundred_and_goes_on_where_it_stopped()
    {
        var reporter = _robot.Reporter();
        _robot.Listed = [.. Enumerable.Range(0, 250).Select(static number => Runs.Ended(number, at: number))];
        _robot.Hub.Handler.Answer(200, Enabled).Answer(200, Enabled).Answer(422, """{"detail":"No."}""").Answer(200, Enabled);
        await reporter.ReportAsync(Robot, Interval, default);

        await reporter.ReportAsync(Robot, Interval, default);

        Assert.Equal([100, 100, 50, 50], _robot.Hub.Handler.Calls.Select(static call => Sent(call).Count));
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
        var reporter = _robot.Reporter();
        _robot.Hub.Handler.Answer(status).Answer(status).Answer(status).Answer(200, Enabled).Answer(200, Enabled).Answer(200, Enabled);
        for (var report = 0; report < 5; report++)
        {
            await reporter.ReportAsync(Robot, Interval, default);
        }

        var lines = _robot.Hub.Logs.Lines.Where(static line => line.Category.EndsWith(nameof(RobotReporter), StringComparison.Ordinal)).ToList();
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
        _robot.Hub.Handler.Answer(200, body);

        await _robot.Reporter().ReportAsync(Robot, Interval, default);

        Assert.Contains(_robot.Hub.Logs.Lines, static line => line.Level == LogLevel.Warning && line.Text.Contains("not the answer of a Hub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_is_unavailable_is_warned_of_once_and_does_not_fail_the_robot()
    {
        var reporter = _robot.Reporter();
        _robot.Letters.Setup(static letters => letters.CountAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("The disk is gone."));

        await reporter.ReportAsync(Robot, Interval, default);
        await reporter.ReportAsync(Robot, Interval, default);

        Assert.Contains("The disk is gone.", Assert.Single(_robot.Hub.Logs.Lines, static line => line.Level == LogLevel.Warning).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_that_the_Hub_asks_for_is_passed_on()
    {
        _robot.Hub.Handler.Answer(429, "", ("Retry-After", "77"));

        Assert.Equal(TimeSpan.FromSeconds(77), await _robot.Reporter().ReportAsync(Robot, Interval, default));
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
        var reporting = _robot.Reporter(hub).ReportAsync(Robot, Interval, default);
        await reached.Task;

        hub.Time.Advance(RobotReporter.Timeout);
        await reporting;

        Assert.Contains(hub.Logs.Lines, static line => line.Text.Contains("did not answer within 10 seconds", StringComparison.Ordinal));
    }

    private static IEnumerable<string?> Ids(RecordedCall call) => Sent(call).Select(static run => run.GetProperty("run_id").GetString());
}
