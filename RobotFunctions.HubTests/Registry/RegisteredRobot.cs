using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Reports;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Simulator;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Registry;

/// <summary>
/// A robot on the local host, as <c>serve</c> runs it, with a simulated repository and an id in the registry of a real Hub. It reports once at its start;
/// then the test says when it reports and polls.
/// </summary>
internal sealed class RegisteredRobot : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _settings;
    private readonly IEnhancer _enhancer;
    private WebApplication _host = null!;

    private RegisteredRobot(FakeRepository repository, string path, Dictionary<string, string?> settings, IEnhancer enhancer) =>
        (Repository, Path, _settings, _enhancer) = (repository, path, settings, enhancer);

    public FakeRepository Repository { get; }

    /// <summary>Its path at the Hub.</summary>
    public string Path { get; }

    public CollectedLogs Logs { get; } = new();

    public IBatchRuns Runs => Get<IBatchRuns>();

    public Uri Url => new(_host.Urls.Single());

    /// <summary>Registers a robot at the Hub and starts it.</summary>
    public static async Task<RegisteredRobot> StartAsync(RegistryHub hub, ApiGeneration generation, IEnhancer? enhancer = null, params (string Name, string? Value)[] settings)
    {
        var path = await hub.CreateRobotAsync();
        var repository = await FakeRepository.StartAsync(generation);
        var all = RobotSettings.For(repository.Repository, repository.Robot).ToDictionary(static setting => setting.Key, static setting => setting.Value);
        all["Robot:Enhancer"] = "test";
        all["Robot:RegistryId"] = path[(path.LastIndexOf('/') + 1)..];
        all["Repository:CallbackDelay"] = "00:00:00";
        all["Polling:Enabled"] = "false";
        all["Hub:Url"] = hub.App.Client.BaseAddress!.ToString();
        all["Hub:Key"] = await hub.App.CreateKeyAsync(Scopes.RobotReport);
        all["Hub:ReportInterval"] = "01:00:00";
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var robot = new RegisteredRobot(repository, path, all, enhancer ?? DelegateEnhancer.Prompt);
        await robot.StartAsync();
        await Eventually.TrueAsync(async () => (await hub.ReadAsync($"{path}/observed")).GetProperty("connection").GetString() == "online");
        return robot;
    }

    /// <summary>Starts it again on its store, as after a stop.</summary>
    public async Task RestartAsync(params (string Name, string? Value)[] settings)
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        foreach (var (name, value) in settings)
        {
            _settings[name] = value;
        }

        await StartAsync();
    }

    public Task ReportAsync() => Get<RobotReporter>().ReportAsync(Robot, Interval, CancellationToken.None);

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var client = new HttpClient();
        return await client.GetAsync(new Uri(Url, path));
    }

    public Task<PollVerdict> PollAsync() => Get<Poller>().PollAsync(Robot, CancellationToken.None);

    /// <summary>Waits for the end of a run.</summary>
    public async Task<RunOutcome> EndOfAsync(BatchId run)
    {
        await Eventually.TrueAsync(async () => await Runs.FindAsync(run, CancellationToken.None) is { Outcome: not null });
        return (await Runs.FindAsync(run, CancellationToken.None))!.Outcome!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Repository.DisposeAsync();
        _folder.Dispose();
        Logs.AssertTellNoSecret();
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    private Robot Robot => Get<ConfiguredRobots>().All.Single();

    private async Task StartAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).AddInMemoryCollection([new("Storage:Path", _folder.File("store"))]).Build();
        _host = LocalHost.Build(
            configuration,
            "http://127.0.0.1:0",
            TimeSpan.FromSeconds(5),
            logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Logs),
            services => services.AddKeyedSingleton("test", _enhancer));
        await _host.StartAsync();
        Repository.Robot.BaseUrl = Url;
    }
}
