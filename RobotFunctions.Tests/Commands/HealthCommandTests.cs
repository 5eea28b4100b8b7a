using RobotFunctions.Local;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Commands;

public sealed class HealthCommandTests
{
    private readonly FakeTimeProvider _time = new();

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
    public async Task Where_nobody_listens_nobody_is_healthy()
    {
        Assert.Equal(1, await HealthAsync("http://127.0.0.1:1"));
    }

    [Fact]
    public async Task A_robot_that_does_not_answer_is_not_healthy()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var robot = new LoopbackServer(exchange =>
        {
            asked.SetResult();
            return exchange.StallAsync();
        });

        var health = HealthAsync(robot.Url);
        await asked.Task;
        Assert.False(health.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, await health);
    }

    [Fact]
    public async Task A_url_that_is_none_is_a_mistake_of_the_caller() => Assert.Equal(2, await HealthAsync("8080"));

    private Task<int> HealthAsync(string url) => RobotCommand.Create(_time, static _ => { }, []).RunAsync(["health", "--url", url]);
}
