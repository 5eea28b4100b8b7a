using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Local.Engine;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>What the engine does between the request to stop and the end of the process.</summary>
public sealed class DrainTests : GatedEngine
{
    [Fact]
    public async Task A_drained_host_lets_the_running_step_end_and_begins_no_other()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new List<string>();
        var engine = await StartAsync();
        await engine.Runs.StartAsync(Request(1), default);
        await begun.Task;

        var stopped = engine.StopAsync();
        Assert.False(stopped.IsCompleted);
        goOn.SetResult();
        await stopped;
        Assert.Equal(["download"], calls);

        await using var again = await StartAsync();
        await again.Runs.WaitForEndAsync(Id(1), default);
        Assert.Equal(["download", "upload"], calls);

        Task<LocalEngine> StartAsync() => LocalEngine.StartAsync(
            Folder.Path,
            async (run, batch) =>
            {
                await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                await run.RunAsync(StepDefinitions.UploadResults, new UploadInput(batch, 1, 1));
                return new RunOutcome(RunEnd.Delivered, default);
            },
            steps => steps
                .AddStep<Batch, DownloadedReferences>(async (_, cancellation) =>
                {
                    begun.TrySetResult();
                    await goOn.Task.WaitAsync(cancellation);
                    calls.Add("download");
                    return new DownloadedReferences(1, 1, 0, 1);
                })
                .AddStep<UploadInput, UploadedResults>(_ =>
                {
                    calls.Add("upload");
                    return new UploadedResults(1);
                }));
    }

    [Fact]
    public async Task A_drained_host_renews_the_lease_for_as_long_as_a_step_runs_and_does_not_wait_for_a_renewal()
    {
        var time = new FakeTimeProvider();
        var lease = TimeSpan.FromSeconds(10);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var renewals = new SemaphoreSlim(0);
        var answered = 0;
        var engine = await LocalEngine.StartAsync(
            Folder.Path,
            EngineRecipe.Robot,
            steps => steps
                .AddStep<Batch, DownloadedReferences>(async (_, cancellation) =>
                {
                    begun.TrySetResult();
                    await goOn.Task.WaitAsync(cancellation);
                    return new DownloadedReferences(0, 0, 0, 0);
                })
                .AddStep<Batch, RenewedLease>(async (_, cancellation) =>
                {
                    renewals.Release();
                    if (++answered > 3)
                    {
                        await new TaskCompletionSource().Task.WaitAsync(cancellation);
                    }

                    return new RenewedLease(time.GetUtcNow() + lease);
                }),
            time);
        var request = Request(1);
        await engine.Runs.StartAsync(
            request with
            {
                Batch = request.Batch with
                {
                    Origin = BatchOrigin.Polled,
                    Generation = ApiGeneration.G3,
                    UrlsIssuedAt = time.GetUtcNow(),
                    Lease = new Lease(lease, time.GetUtcNow() + lease),
                },
            },
            default);
        await begun.Task;

        var stopped = engine.StopAsync();
        for (var renewal = 0; renewal < 4; renewal++)
        {
            await time.TimersArmedAsync();
            time.Advance(lease / 2);
            await renewals.WaitAsync();
        }

        Assert.False(stopped.IsCompleted);
        goOn.SetResult();
        await stopped;
    }
}
