using RobotFunctions.Local.Commands.Smoke;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands.Smoke;

public sealed class SmokeRunTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _temporary = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task A_robot_that_does_not_become_ready_ends_the_test_with_1_once_the_time_is_up()
    {
        await using var robot = LoopbackServer.Answering(503, """{"ready":false,"failed":["store"]}""");

        var run = RunAsync(robot.Url);
        await _time.TimersArmedAsync(2); // the time limit, and the pause before the next call
        Assert.False(run.IsCompleted);
        _time.Advance(Timeout);

        Assert.Equal(1, await run);
        Assert.StartsWith("FAIL ready: ", Assert.Single(Lines(_output)), StringComparison.Ordinal);
        Assert.Contains("not ready within 120 seconds. Its last answer was 503.", _output.ToString(), StringComparison.Ordinal);
        Assert.All(robot.Exchanges, static exchange => Assert.Equal("/ready", exchange.Target));
    }

    [Fact]
    public async Task A_robot_that_is_ready_later_is_waited_for()
    {
        var status = 503;
        await using var robot = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            await exchange.AnswerAsync(exchange.Target == "/ready" ? status : 401);
        });

        var run = RunAsync(robot.Url);
        await _time.TimersArmedAsync(2);
        status = 200;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await run);
        Assert.StartsWith("ok   ready: ", Lines(_output)[0], StringComparison.Ordinal);
        Assert.Single(Lines(_output), static line => line.StartsWith("FAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_of_the_repository_is_told_in_a_sentence()
    {
        await using var taken = LoopbackServer.Answering(200);

        Assert.Equal(2, await RunAsync("http://127.0.0.1:1", taken.Port));
        Assert.Contains("--repository-port", Assert.Single(Lines(_error)), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task Without_the_robots_id_and_secret_it_tells_what_to_set()
    {
        var (code, _, error) = await RobotProcess.RunAsync(_temporary.Path, new Dictionary<string, string>(), "", "smoke", "http://127.0.0.1:1");

        Assert.Equal(2, code);
        Assert.Contains("ROBOT_SECRET", error, StringComparison.Ordinal);
    }

    private static string[] Lines(StringWriter text) => text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Task<int> RunAsync(string url, int repositoryPort = 0) => SmokeRun.RunAsync(
        new SmokeOptions { Robot = new Uri(url), Id = TestRobots.RobotId, Secret = TestRobots.Secret, RepositoryPort = repositoryPort, Timeout = Timeout },
        _time,
        _output,
        _error,
        CancellationToken.None);
}
