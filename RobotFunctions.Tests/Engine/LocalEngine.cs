using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps.Enhance;
using RobotFunctions.Local.Engine;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Engine;

/// <summary>
/// The local engine over a folder, with a test's own recipe and steps; it can be stopped, killed and started again. Where a test brings no time,
/// it goes by one that a process standing still does not lose.
/// </summary>
internal sealed class LocalEngine : IAsyncDisposable
{
    private readonly StoreFolder _folder;
    private readonly ServiceProvider _services;
    private readonly RunDrivers _drivers;
    private readonly FastTimeProvider _steady = FastTimeProvider.Start(speed: 1);

    private LocalEngine(string path, EngineRecipe recipe, Action<IServiceCollection> steps, TimeProvider? ownTime, LimitsOptions limits, CollectedLogs logs)
    {
        var time = ownTime ?? _steady;
        _folder = StoreFolder.Open(path);
        var services = new ServiceCollection();
        steps(services);
        _services = services.BuildServiceProvider();
        Payloads = new FileBatchStore(_folder);
        Files = new RunFiles(_folder);
        var open = new OpenRuns(limits.OpenRuns);
        var disk = new RetryingDisk(time, logs.For<RetryingDisk>());
        var requests = new RunRequests(Files, Payloads, new AcceptedRequests(Payloads), disk, logs.For<RunRequests>());
        _drivers = new RunDrivers(
            new EngineContext(
                recipe,
                StepRunnerContract.Plan,
                Files,
                new ActiveSlots(limits.ActiveRuns),
                Payloads,
                requests,
                _services,
                disk,
                time,
                logs.For<RunDriver>()),
            open,
            logs.For<RunDrivers>());
        Runs = new FileRuns(open, _drivers, Files, requests, new DiskSpaceCheck(_folder, Options.Create(new StorageOptions())), new OpenChunks());
    }

    public FileRuns Runs { get; }

    public FileBatchStore Payloads { get; }

    public RunFiles Files { get; }

    public static Task<LocalEngine> StartAsync(
        string path,
        Func<IStepRunner, Batch, Task<RunOutcome>> recipe,
        Action<IServiceCollection> steps,
        TimeProvider? time = null,
        LimitsOptions? limits = null,
        CollectedLogs? logs = null) =>
        StartAsync(path, new EngineRecipe((run, batch, _) => recipe(run, batch), EnhanceChunks.RunAsync), steps, time, limits, logs);

    public static async Task<LocalEngine> StartAsync(
        string path,
        EngineRecipe recipe,
        Action<IServiceCollection> steps,
        TimeProvider? time = null,
        LimitsOptions? limits = null,
        CollectedLogs? logs = null)
    {
        var engine = new LocalEngine(path, recipe, steps, time, limits ?? new LimitsOptions(), logs ?? new CollectedLogs());
        await engine._drivers.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>Lets steps that run end, as SIGTERM does.</summary>
    public async Task StopAsync()
    {
        await _drivers.StopAsync(CancellationToken.None);
        Close();
    }

    /// <summary>Stops at once: nothing more gets into a journal, as after SIGKILL.</summary>
    public async Task KillAsync()
    {
        await _drivers.StopAsync(new CancellationToken(canceled: true));
        Close();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private void Close()
    {
        _drivers.Dispose();
        _services.Dispose();
        _folder.Dispose();
        _steady.Dispose();
    }
}
