using System.Text.Json;
using System.Text.RegularExpressions;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.References;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>A model that takes a second and counts its calls, and a robot process that is stopped in between: no finished answer is paid for twice.</summary>
public sealed partial class SlowModelTests : IAsyncLifetime, IDisposable
{
    private const int References = 20;
    private const int Concurrency = 4;

    private readonly TemporaryFolder _temporary = new();
    private SlowModel _model = null!;
    private RepositorySimulator _repository = null!;
    private RegisteredRobot _robot = null!;

    public async Task InitializeAsync()
    {
        _model = new SlowModel(TimeSpan.FromSeconds(1));
        _repository = await RepositorySimulator.StartAsync(
            new SimulatorOptions { Folder = _temporary.File("repository"), RobotTimeout = TimeSpan.FromHours(1) });
        _robot = _repository.Robots.Register();
    }

    public async Task DisposeAsync()
    {
        await _repository.DisposeAsync();
        await _model.DisposeAsync();
    }

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task A_robot_that_is_stopped_repeats_no_more_calls_than_were_under_way(string signal)
    {
        using var first = await ServeAsync();
        var file = _temporary.File("references.jsonl");
        await new ReferenceFileGenerator().WriteAsync(file, References);
        var request = await _repository.Requests.PushBatchAsync(_robot, file);
        await _model.AnsweredAsync(2 * Concurrency);
        Assert.InRange((await first.ProgressAsync(request.Id.ToString())).Done, 1, References - 1);
        if (signal == "KILL")
        {
            await first.Process.KillAsync();
        }
        else
        {
            Assert.Equal(0, await first.Process.TerminateAsync());
        }

        using var second = await ServeAsync();
        await request.SettledAsync(CancellationToken.None);

        Assert.Equal(References, Assert.Single(request.Imports).Enhanced);
        Assert.Equal(References, _model.Calls.Count);
        Assert.InRange(_model.Calls.Values.Sum() - References, 0, Concurrency);
    }

    private async Task<Served> ServeAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["Robot__Id"] = _robot.Id.ToString(),
            ["Robot__Secret"] = _robot.Secret,
            ["Robot__Enhancer"] = "http",
            ["Robot__Concurrency"] = $"{Concurrency}",
            ["Http__Url"] = _model.Url,
            ["Repository__Url"] = _repository.Url.ToString(),
            ["Repository__CallbackDelay"] = "00:00:00",
            ["Storage__Path"] = _temporary.File("store"),
            ["Storage__AllowHttp"] = "true",
            ["Storage__AllowPrivateAddresses"] = "true",
            ["Storage__AllowedHosts__0"] = "127.0.0.1",
            ["Intake__OperatorKey"] = TestRobots.OperatorKey,
        };
        var robot = RobotProcess.Start(_temporary.Path, settings, "serve", "--urls", "http://127.0.0.1:0", "--drain", "1");
        _robot.BaseUrl = new Uri(Address().Match(await robot.LineAsync("Now listening on")).Value);
        return new Served(robot, _robot.BaseUrl);
    }

    [GeneratedRegex("http://127.0.0.1:[0-9]+")]
    private static partial Regex Address();

    private sealed record Served(RobotProcess Process, Uri Address) : IDisposable
    {
        public async Task<(long Done, long Total)> ProgressAsync(string request)
        {
            using var client = new HttpClient { BaseAddress = Address };
            client.DefaultRequestHeaders.Add("x-functions-key", TestRobots.OperatorKey);
            var status = JsonElement.Parse(await client.GetStringAsync($"/requests/{request}"));
            var progress = status.GetProperty("progress");
            return (progress.GetProperty("counts").GetProperty("done").GetInt64(), progress.GetProperty("total").GetInt64());
        }

        public void Dispose() => Process.Dispose();
    }
}
