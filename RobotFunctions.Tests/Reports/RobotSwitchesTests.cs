using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Hub;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Reports.ReporterFixture;

namespace RobotFunctions.Tests.Reports;

public sealed class RobotSwitchesTests : IDisposedAsync
{
    private readonly ReporterFixture _robot = new();

    public ValueTask DisposeAsync() => _robot.DisposeAsync();

    [Fact]
    public async Task A_robot_that_is_disabled_is_told_of_once_and_stays_so_while_the_Hub_is_away_until_it_is_enabled()
    {
        const string disabled = """{"enabled":false,"disabled_reason":"It labels everything as cats."}""";
        var reporter = _robot.Reporter();
        _robot.Hub.Handler.Answer(200, disabled).Answer(200, disabled).Answer(503).Answer(200, Enabled).Answer(200, Enabled);
        var reasons = new List<string?> { await _robot.Switches().FindDisabledAsync(Robot.Id, default) };
        for (var report = 0; report < 4; report++)
        {
            await reporter.ReportAsync(Robot, Interval, default);
            reasons.Add(await _robot.Switches().FindDisabledAsync(Robot.Id, default));
        }

        const string told = "The robot is disabled at the Hub: It labels everything as cats.";
        Assert.Equal([null, told, told, told, null], reasons);
        Assert.Equal(
            [LogLevel.Warning, LogLevel.Information],
            _robot.Hub.Logs.Lines.Where(static line => line.Category.EndsWith(nameof(RobotSwitches), StringComparison.Ordinal)).Select(static line => line.Level));
    }

    [Fact]
    public async Task A_robot_that_reports_no_more_is_enabled()
    {
        await _robot.Switches().SetAsync(Robot.Id, isEnabled: false, "No.", default);

        Assert.Null(await _robot.Switches(TestRobots.Robot()).FindDisabledAsync(Robot.Id, default));
    }
}
