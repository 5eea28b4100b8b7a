using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Engine;

/// <summary>The local engine with a recipe of one step, which waits until the test lets it end.</summary>
public abstract class GatedEngine : IAsyncLifetime
{
    protected static readonly RunOutcome Delivered = new(RunEnd.Delivered, new EntryCounts { Enhanced = 3 }, null);

    private int _downloads;

    private protected TemporaryFolder Folder { get; } = new();

    /// <summary>Lets the step end.</summary>
    protected TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the step has begun.</summary>
    protected TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often the step has ended.</summary>
    protected int Downloads => _downloads;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    private protected Task<LocalEngine> StartGatedAsync(LimitsOptions? limits = null, TimeProvider? time = null) => LocalEngine.StartAsync(
        Folder.Path,
        DownloadOnceAsync,
        steps => steps.AddStep<Batch, DownloadedReferences>(async (_, cancellation) =>
        {
            Begun.TrySetResult();
            await Gate.Task.WaitAsync(cancellation);
            Interlocked.Increment(ref _downloads);
            return new DownloadedReferences(0, 0, 0, 0);
        }),
        time,
        limits);

    protected static async Task<RunOutcome> DownloadOnceAsync(IStepRunner run, Batch batch)
    {
        var downloaded = await run.RunAsync(StepDefinitions.DownloadReferences, batch);
        return downloaded.Succeeded ? Delivered : Delivered with { Reason = downloaded.Failure!.Reason };
    }
}
