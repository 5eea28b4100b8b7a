using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Engine;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>How many runs are worked on at once, what a start finds, and what a stop leaves.</summary>
public sealed class RunDriversTests : GatedEngine
{
    [Fact]
    public async Task No_more_runs_are_worked_on_at_once_than_may_be()
    {
        var active = 0;
        var most = 0;
        await using var engine = await LocalEngine.StartAsync(
            Folder.Path,
            DownloadOnceAsync,
            steps => steps.AddStep<Batch, DownloadedReferences>(async (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref active));
                await Task.Yield();
                Interlocked.Decrement(ref active);
                return new DownloadedReferences(0, 0, 0, 0);
            }),
            limits: new LimitsOptions { ActiveRuns = 3 });

        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => engine.Runs.StartAsync(Request(number), default)));
        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => engine.Runs.WaitForEndAsync(Id(number), default)));

        Assert.InRange(most, 1, 3);
        Assert.Equal(0, await engine.Runs.CountOpenAsync(Request(1).Batch.Robot, default));
    }

    [Fact]
    public async Task A_run_that_only_waits_for_time_to_pass_lets_another_one_work()
    {
        var time = new FakeTimeProvider();
        await using var engine = await LocalEngine.StartAsync(
            Folder.Path,
            async (run, batch) =>
            {
                if (batch.Id == Id(1))
                {
                    await run.DelayUntilAsync(run.Now + TimeSpan.FromHours(1), default);
                }

                return Delivered;
            },
            static _ => { },
            time,
            new LimitsOptions { ActiveRuns = 1 });
        await engine.Runs.StartAsync(Request(1), default);
        await time.TimersArmedAsync();

        await engine.Runs.StartAsync(Request(2), default);
        await engine.Runs.WaitForEndAsync(Id(2), default);

        Assert.Null((await engine.Runs.FindAsync(Id(1), default))!.Outcome);
        time.Advance(TimeSpan.FromHours(1));
        await engine.Runs.WaitForEndAsync(Id(1), default);
    }

    [Fact]
    public async Task A_queued_run_can_be_cancelled_and_hears_of_it_after_a_restart()
    {
        await using (var engine = await StartGatedAsync(new LimitsOptions { ActiveRuns = 1 }))
        {
            await engine.Runs.StartAsync(Request(1), default);
            await engine.Runs.StartAsync(Request(2), default);
            Assert.True(await engine.Runs.CancelAsync(Id(2), default));
            Assert.False(await engine.Runs.CancelAsync(Id(3), default));
        }

        await using var again = await LocalEngine.StartAsync(
            Folder.Path,
            async (run, batch) =>
            {
                if (batch.Id == Id(2))
                {
                    await run.CancellationRequested;
                }

                return Delivered;
            },
            static _ => { });
        await again.Runs.WaitForEndAsync(Id(2), default);
        Assert.False(await again.Runs.CancelAsync(Id(2), default));
    }

    [Fact]
    public async Task At_start_payloads_of_no_open_run_are_removed_and_the_others_kept()
    {
        await using (var engine = await StartGatedAsync())
        {
            await engine.Runs.StartAsync(Request(1), default);
            await Begun.Task;
            await engine.Payloads.WriteAsync(Id(1), BatchItems.Chunk(0), default, default);
            await engine.Payloads.WriteAsync(Id(2), BatchItems.Chunk(0), default, default);
        }

        File.WriteAllText(Folder.File("runs", "half.jsonl.7.tmp"), "{");
        await using var again = await StartGatedAsync();

        Assert.Equal([Id(1)], again.Payloads.Batches());
        Assert.Empty(Directory.GetFiles(Folder.File("runs"), "*.tmp"));
    }

    [Fact]
    public async Task Waiting_for_a_run_that_fails_unexpectedly_ends_and_the_run_is_there_at_the_next_start()
    {
        await using (var engine = await LocalEngine.StartAsync(Folder.Path, static (_, _) => throw new InvalidOperationException("A bug."), static _ => { }))
        {
            await engine.Runs.StartAsync(Request(1), default);

            await engine.Runs.WaitForEndAsync(Id(1), default);
            await engine.Runs.WaitForAllAsync(default);

            Assert.Null((await engine.Runs.FindAsync(Id(1), default))!.Outcome);
        }

        await using var again = await LocalEngine.StartAsync(Folder.Path, static (_, _) => Task.FromResult(Delivered), static _ => { });
        await again.Runs.WaitForEndAsync(Id(1), default);
        Assert.Equal(Delivered, (await again.Runs.FindAsync(Id(1), default))!.Outcome);
    }

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
