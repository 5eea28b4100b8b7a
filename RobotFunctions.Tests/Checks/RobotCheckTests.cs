using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core;
using RobotFunctions.Core.Checks;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Checks;

public sealed class RobotCheckTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("robot-check-");
    private readonly FakeTimeProvider _repositoryTime = new();
    private readonly FakeTimeProvider _time = new();
    private RepositorySimulator _repository = null!;
    private string _secret = "";
    private string _url = "";

    public async Task InitializeAsync()
    {
        _repository = await RepositorySimulator.StartAsync(
            new SimulatorOptions { Folder = _folder.FullName, Generation = ApiGeneration.G3, Time = _repositoryTime });
        _secret = _repository.Robots.Register(TestRobots.RobotId, TestRobots.Secret).Secret;
        _url = _repository.Url.ToString();
    }

    public async Task DisposeAsync()
    {
        await _repository.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_good_configuration_passes_without_claiming_work()
    {
        var results = await RunAsync();

        Assert.Equal(["repository", "clock", "signature"], results.Take(3).Select(result => result.Subject));
        Assert.All(results.Take(3), result => Assert.Equal(CheckVerdict.Passed, result.Verdict));
        Assert.Equal(CheckVerdict.Unknown, results[3].Verdict);
        Assert.Empty(_repository.Batches.All);
    }

    [Fact]
    public async Task A_wrong_secret_is_told()
    {
        _secret = "something else";

        var signature = Assert.Single(await RunAsync(), result => result.Verdict == CheckVerdict.Failed);

        Assert.Equal("signature", signature.Subject);
        Assert.Contains("Signature is invalid.", signature.Detail, StringComparison.Ordinal);
        Assert.Contains("Robot:Secret", signature.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_slow_is_told_with_how_much()
    {
        _repositoryTime.Advance(TimeSpan.FromMinutes(10));

        var clock = (await RunAsync()).Single(result => result.Subject == "clock");

        Assert.Equal(CheckVerdict.Failed, clock.Verdict);
        Assert.Contains("600 s behind", clock.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_told()
    {
        _url = "http://127.0.0.1:1/";

        var results = await RunAsync();

        Assert.Equal(CheckVerdict.Failed, results[0].Verdict);
        Assert.Contains("Repository:Url", results[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_HTTP_storage_is_checked_on_the_port_that_is_allowed()
    {
        await using var storage = LoopbackServer.Answering(400);

        var results = await RunAsync([$"127.0.0.1:{storage.Port}", "127.0.0.1:1", "127.0.0.1"]);

        Assert.Equal(
            [CheckVerdict.Passed, CheckVerdict.Failed, CheckVerdict.Unknown],
            results.Where(static result => result.Subject.StartsWith("storage", StringComparison.Ordinal)).Select(static result => result.Verdict));
    }

    private async Task<IReadOnlyList<CheckResult>> RunAsync(params string[] httpStorage)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_time)
            .AddRobot(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Robot:Id"] = TestRobots.RobotId.ToString(),
                ["Robot:Secret"] = _secret,
                ["Repository:Url"] = _url,
                ["Storage:AllowHttp"] = httpStorage.Length > 0 ? "true" : "false",
                ["Storage:AllowPrivateAddresses"] = "true",
            }).AddInMemoryCollection(httpStorage.Select(static (host, index) => KeyValuePair.Create($"Storage:AllowedHosts:{index}", (string?)host))).Build())
            .BuildServiceProvider();
        return await services.GetRequiredService<RobotCheck>().RunAsync(
            services.GetRequiredService<ConfiguredRobots>().All[0],
            CancellationToken.None);
    }
}
