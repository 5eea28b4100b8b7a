using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Benchmarks.EndToEnd;

/// <summary>The unmeasured side of a benchmark: a repository simulator in this process, and the settings of the measured robot.</summary>
internal sealed class BenchWorld : IAsyncDisposable
{
    private BenchWorld(RepositorySimulator repository, RegisteredRobot robot, string folder)
    {
        Repository = repository;
        Robot = robot;
        Folder = folder;
    }

    public RepositorySimulator Repository { get; }

    public RegisteredRobot Robot { get; }

    public string Folder { get; }

    public static async Task<BenchWorld> StartAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("robot-bench-").FullName;
        var repository = await RepositorySimulator.StartAsync(new SimulatorOptions { Folder = Path.Combine(folder, "repository") }, cancellation);
        return new BenchWorld(repository, repository.Robots.Register(), folder);
    }

    /// <summary>Starts a measured robot with its own store; extra settings override the defaults.</summary>
    public async Task<MeasuredProcess> StartRobotAsync(string name, params IEnumerable<(string Name, string Value)> settings)
    {
        var environment = new Dictionary<string, string?>(RobotSettings.For(Repository, Robot))
        {
            ["Robot:Enhancer"] = "toy",
            ["Repository:CallbackDelay"] = "00:00:00",
            ["Storage:Path"] = Path.Combine(Folder, name),
        };
        foreach (var (key, value) in settings)
        {
            environment[key] = value;
        }

        var child = MeasuredProcess.Start(environment, "measured-robot");
        Robot.BaseUrl = new Uri(await child.ReadLineAsync());
        return child;
    }

    /// <summary>
    /// Prepares a request without sending it to the robot, because preparing it reads the whole file, which must not be measured. The request is
    /// pushed to a closed port first, and later to the robot.
    /// </summary>
    public async Task<PushedRequest> PrepareAsync(string file, CancellationToken cancellation)
    {
        var baseUrl = Robot.BaseUrl;
        Robot.BaseUrl = new Uri("http://127.0.0.1:1/");
        var request = await Repository.Requests.PushBatchAsync(Robot, file, cancellation: cancellation);
        Robot.BaseUrl = baseUrl;
        return request;
    }

    /// <summary>The time from the POST to the accepted callback, and the length of the result.</summary>
    public async Task<(TimeSpan Elapsed, long ResultBytes)> RunAsync(PushedRequest request, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        var accepted = await Repository.Requests.PushAgainAsync(request, cancellation);
        if (!accepted.IsAccepted)
        {
            throw new InvalidOperationException($"The robot refused the request with {accepted.Status}: {accepted.Error}");
        }

        await Repository.Callbacks.FirstAsync(request.Id, cancellation);
        var elapsed = TimeProvider.System.GetElapsedTime(began);
        await request.SettledAsync(cancellation);
        if (!request.Imports.All(static import => import.IsOneAnswerEach))
        {
            throw new InvalidOperationException("The measured run is invalid: not every reference has exactly one valid answer.");
        }

        return (elapsed, new FileInfo(Repository.Storage.PathOf(request.ResultBlob)).Length);
    }

    public async ValueTask DisposeAsync()
    {
        await Repository.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
