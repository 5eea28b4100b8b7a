using RobotFunctions.Local.Hosting;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>A robot and a repository simulator on free loopback ports, each with its own folder.</summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    // The real repository waits five seconds for a robot's response; a demo on a busy machine should not fail because of that.
    private static readonly TimeSpan RobotTimeout = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, string?> Defaults = new() { ["Keywords:Taxonomy"] = Path.Combine("samples", "keywords.yaml") };

    private readonly WebApplication _host;

    private DemoWorld(WebApplication host, RepositorySimulator repository, RegisteredRobot robot)
    {
        _host = host;
        Repository = repository;
        Robot = robot;
    }

    public RepositorySimulator Repository { get; }

    public RegisteredRobot Robot { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<DemoWorld> StartAsync(DemoOptions options, string folder, Action<IServiceCollection> services, CancellationToken cancellation)
    {
        var repository = await RepositorySimulator.StartAsync(
            new SimulatorOptions { Folder = Path.Combine(folder, "repository"), Generation = options.Generation, RobotTimeout = RobotTimeout },
            cancellation);
        var robot = repository.Robots.Register();
        var settings = Settings.Read(options.Globals, Defaults, SettingsOf(options, folder, repository, robot));
        var host = LocalHost.Build(
            settings,
            "http://127.0.0.1:0",
            TimeSpan.FromSeconds(5),
            ConsoleLog.For(settings, options.Globals, LogLevel.Warning),
            services);
        await host.StartAsync(cancellation);
        robot.BaseUrl = new Uri(host.Urls.Single());
        return new DemoWorld(host, repository, robot);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        await Repository.DisposeAsync();
    }

    private static Dictionary<string, string?> SettingsOf(
        DemoOptions options, string folder, RepositorySimulator repository, RegisteredRobot robot) => new(RobotSettings.For(repository, robot))
        {
            ["Robot:Enhancer"] = options.Enhancer,
            // The simulated repository can take the callback at once: a wait would only blur the rate.
            ["Repository:CallbackDelay"] = "00:00:00",
            ["Polling:Interval"] = "00:00:00.200",
            ["Storage:Path"] = Path.Combine(folder, "robot"),
            ["Intake:Environment"] = "",
        };
}
