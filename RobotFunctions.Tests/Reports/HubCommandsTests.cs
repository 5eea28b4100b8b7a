using System.Text.Json;
using Moq;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Reports.ReporterFixture;

namespace RobotFunctions.Tests.Reports;

public sealed class HubCommandsTests : IDisposedAsync
{
    private readonly ReporterFixture _robot = new();

    public ValueTask DisposeAsync() => _robot.DisposeAsync();

    [Fact]
    public async Task A_command_is_done_once_however_often_it_comes_and_its_outcome_told_until_the_Hub_has_it()
    {
        var id = Guid.CreateVersion7();
        _robot.Runs.Setup(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>())).ReturnsAsync(true);
        _robot.Hub.Handler.Answer(200, Asked(id, 1)).Answer(503).Answer(503).Answer(200, Asked(id, 1)).Answer(200, Enabled).Answer(200, Enabled).Answer(200, Enabled);
        var reporter = _robot.Reporter();
        for (var report = 0; report < 4; report++)
        {
            await reporter.ReportAsync(Robot, Interval, default);
        }

        _robot.Runs.Verify(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>()), Times.Once);
        Assert.Equal([[], ["done"], ["done"], ["done"], [], []], _robot.Hub.Handler.Calls.Select(Outcomes));
    }

    [Theory]
    [InlineData("cancel", "failed There is no open run with that id.")]
    [InlineData("dance", "failed This version of the robot does not know the command 'dance'. Update the robot.")]
    public async Task A_command_that_cannot_be_done_is_told_with_the_reason(string command, string outcome)
    {
        _robot.Runs.Setup(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>())).ReturnsAsync(false);
        _robot.Hub.Handler.Answer(200, Asked(Guid.CreateVersion7(), 1, command)).Answer(200, Enabled);

        await _robot.Reporter().ReportAsync(Robot, Interval, default);

        Assert.Equal([outcome], Outcomes(_robot.Hub.Handler.Calls[1]));
    }

    [Fact]
    public async Task A_command_during_which_the_robot_stopped_is_not_repeated_and_told_as_failed()
    {
        var id = Guid.CreateVersion7();
        _robot.Runs.Setup(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>())).ThrowsAsync(new OperationCanceledException());
        _robot.Hub.Handler.Answer(200, Asked(id, 1)).Answer(200, Asked(id, 1)).Answer(200, Enabled);
        await Assert.ThrowsAsync<OperationCanceledException>(() => _robot.Reporter().ReportAsync(Robot, Interval, default));

        await _robot.Reporter().ReportAsync(Robot, Interval, default);

        _robot.Runs.Verify(static runs => runs.CancelAsync(Runs.Id(1), It.IsAny<CancellationToken>()), Times.Once);
        Assert.StartsWith("failed The robot was stopped", Assert.Single(Outcomes(_robot.Hub.Handler.Calls[2])), StringComparison.Ordinal);
    }

    private static string Asked(Guid id, int run, string command = "cancel") =>
        $$"""{"enabled":true,"disabled_reason":null,"commands":[{"id":"{{id}}","command":"{{command}}","run_id":"{{Runs.Id(run)}}"}]}""";

    private static List<string> Outcomes(RecordedCall call) =>
    [
        .. JsonElement.Parse(call.Text).GetProperty("commands").EnumerateArray()
            .Select(static outcome => $"{outcome.GetProperty("state").GetString()} {outcome.GetProperty("problem").GetString()}".Trim()),
    ];
}
