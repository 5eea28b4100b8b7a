using RobotFunctions.Local.Commands;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Commands;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(200, 0)]
    [InlineData(503, 1)]
    public async Task The_exit_code_tells_what_the_robot_says_of_itself(int status, int exitCode)
    {
        await using var robot = LoopbackServer.Answering(status, "{}");

        Assert.Equal(exitCode, await HealthAsync(robot.Url));
        Assert.Equal("/ready", Assert.Single(robot.Exchanges).Target);
    }

    [Fact]
    public async Task A_robot_that_does_not_answer_is_not_healthy()
    {
        var robot = LoopbackServer.Answering(200);
        await robot.DisposeAsync();

        Assert.Equal(1, await HealthAsync(robot.Url));
    }

    [Fact]
    public async Task A_url_that_is_none_is_a_mistake_of_the_caller() => Assert.Equal(2, await HealthAsync("8080"));

    private static Task<int> HealthAsync(string url) => RobotCommand.Create(TimeProvider.System).RunAsync(["health", "--url", url]);
}
