using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Keywords;
using RobotFunctions.Local.Hosting;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>
/// The local host, built as <c>serve</c> builds it, with the fake repository around it; both on fast time. Nobody loses patience with a call or a
/// reference unless a test says so, since a slow machine is no trouble of the world's. When it ends, it looks through everything the robot logged
/// for secrets.
/// </summary>
internal sealed class EndToEndWorld : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongTimeout = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();
    private readonly CollectedLogs _logs = new();
    private readonly Dictionary<string, string?> _settings = [];
    private readonly List<WebApplication> _robots = [];
    private TimeProvider _robotTime;

    private EndToEndWorld(FakeRepository repository, FastTimeProvider time) =>
        (Repository, Time, _robotTime) = (repository, time, time);

    public FakeRepository Repository { get; }

    /// <summary>The time that both go by.</summary>
    public FastTimeProvider Time { get; }

    /// <summary>What was logged by all robots.</summary>
    public IReadOnlyCollection<LogLine> Logs => _logs.Lines;

    /// <summary>The runs of the robot, or of the first of several.</summary>
    public IBatchRuns Runs => _robots[0].Services.GetRequiredService<IBatchRuns>();

    /// <summary>The services of the robot, or of the first of several.</summary>
    public IServiceProvider Services => _robots[0].Services;

    /// <summary>The dead letters of the robot.</summary>
    public IDeadLetters DeadLetters => _robots[0].Services.GetRequiredService<IDeadLetters>();

    /// <summary>The folder of the first robot's store.</summary>
    public string FirstStore => _folder.File("store0");

    /// <summary>The repository alone; <see cref="StartRobotAsync"/> adds a robot.</summary>
    public static async Task<EndToEndWorld> StartRepositoryAsync(ApiGeneration generation, Func<SimulatorOptions, SimulatorOptions>? configure = null)
    {
        var time = FastTimeProvider.Start();
        var repository = await FakeRepository.StartAsync(
            generation, time, options => (configure ?? (static same => same))(options with { RobotTimeout = LongTimeout }));
        return new EndToEndWorld(repository, time);
    }

    /// <summary>From now on robots go by a clock of their own, which may jump.</summary>
    public JumpingClock GiveRobotsAClock()
    {
        var clock = new JumpingClock(Time);
        _robotTime = clock;
        return clock;
    }

    /// <summary>A repository and a robot that knows each other.</summary>
    public static async Task<EndToEndWorld> StartAsync(
        ApiGeneration generation, IEnhancer? enhancer = null, params (string Key, string Value)[] settings)
    {
        var world = await StartRepositoryAsync(generation);
        await world.StartRobotAsync(enhancer, settings);
        return world;
    }

    /// <summary>What stands between the callers and the endpoints of the robots that are started from now on.</summary>
    public Func<HttpContext, RequestDelegate, Task>? Middleware { get; set; }

    /// <summary>Starts a robot, or another replica of it; each has a store of its own, unless a setting says otherwise.</summary>
    public async Task<WebApplication> StartRobotAsync(IEnhancer? enhancer = null, params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }

        var robot = LocalHost.Build(Configuration(), "http://127.0.0.1:0", TimeSpan.FromSeconds(5), logging =>
        {
            logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_logs);
            logging.Services.AddSingleton(_robotTime);
            logging.Services.AddKeyedSingleton("test", enhancer ?? DelegateEnhancer.Prompt).AddKeywords();
        });
        if (Middleware is { } middleware)
        {
            robot.Use(next => context => middleware(context, next));
        }

        _robots.Add(robot);
        await robot.StartAsync();
        Repository.Robot.BaseUrl = new Uri(robot.Urls.Single());
        return robot;
    }

    /// <summary>Stops a robot as SIGTERM does.</summary>
    public async Task StopRobotAsync(WebApplication robot)
    {
        _robots.Remove(robot);
        await robot.StopAsync();
        await robot.DisposeAsync();
    }

    /// <summary>Pushes a batch of these lines, which the robot must accept.</summary>
    public async Task<PushedRequest> PushAsync(params IEnumerable<string> lines) => await PushFileAsync(await Repository.WriteLinesAsync(lines));

    /// <summary>Pushes a batch of so many generated references, which the robot must accept.</summary>
    public async Task<PushedRequest> PushReferencesAsync(int references) => await PushFileAsync(await Repository.WriteReferencesAsync(references));

    /// <summary>Pushes a batch of this file, which the robot must accept.</summary>
    public async Task<PushedRequest> PushFileAsync(string file)
    {
        var request = await Repository.Requests.PushBatchAsync(Repository.Robot, file);
        Assert.True(request.RobotAnswer!.IsAccepted, request.Error);
        return request;
    }

    /// <summary>Waits for a run's end.</summary>
    public async Task<RunOutcome> EndOfAsync(BatchId id)
    {
        while (true)
        {
            if (await Runs.FindAsync(id, CancellationToken.None) is { Outcome: { } outcome })
            {
                await Repository.Repository.ImportsEndedAsync();
                return outcome;
            }

            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Waits until this is so.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Waits until an open run is this far.</summary>
    public async Task UntilAsync(BatchId id, RunPhase phase)
    {
        while ((await Runs.FindAsync(id, CancellationToken.None))?.Progress.Phase != phase)
        {
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Time.GoOn();
        foreach (var robot in _robots.ToList())
        {
            await StopRobotAsync(robot);
        }

        await Repository.DisposeAsync();
        Time.Dispose();
        _folder.Dispose();
        _logs.AssertTellNoSecret();
    }

    private IConfiguration Configuration() => new ConfigurationBuilder()
        .AddInMemoryCollection(RobotSettings.For(Repository.Repository, Repository.Robot))
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Intake:OperatorKey"] = TestRobots.OperatorKey,
            ["Robot:Enhancer"] = "test",
            ["Robot:ReferenceTimeout"] = LongTimeout.ToString("c"),
            ["Repository:CallbackDelay"] = "00:00:00",
            ["Repository:Timeout"] = LongTimeout.ToString("c"),
            ["Polling:Interval"] = "00:00:01",
            ["Polling:Timeout"] = LongTimeout.ToString("c"),
            ["Limits:StorageIdle"] = LongTimeout.ToString("c"),
            ["Limits:StorageTransfer"] = LongTimeout.ToString("c"),
            ["Storage:Path"] = _folder.File("store" + _robots.Count.ToString(CultureInfo.InvariantCulture)),
        })
        .AddInMemoryCollection(_settings)
        .Build();
}
