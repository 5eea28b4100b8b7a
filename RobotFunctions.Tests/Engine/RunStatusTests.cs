using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>What is known of a run, from the queue to long after its end.</summary>
public sealed class RunStatusTests : GatedEngine
{
    [Fact]
    public async Task A_run_s_status_is_known_from_the_queue_to_long_after_its_end()
    {
        var time = new FakeTimeProvider();
        var showed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = await LocalEngine.StartAsync(
            Folder.Path,
            async (run, batch) =>
            {
                run.SetProgress(new RunProgress(RunPhase.Downloading, 5, new EntryCounts { Enhanced = 1 }));
                await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                return Delivered;
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(async (_, _) =>
            {
                showed.TrySetResult();
                await Gate.Task;
                return new DownloadedReferences(0, 0, 0, 0);
            }),
            time,
            new LimitsOptions { ActiveRuns = 1 });
        await engine.Runs.StartAsync(Request(1), default);
        await showed.Task;
        await engine.Runs.StartAsync(Request(2), default);

        Assert.Equal(
            [(Id(2), RunPhase.Queued), (Id(1), RunPhase.Downloading)],
            (await engine.Runs.ListAsync(10, default)).Select(status => (status.Id, status.Progress.Phase)));

        time.Advance(TimeSpan.FromSeconds(5));
        Gate.SetResult();
        await engine.Runs.WaitForEndAsync(Id(1), default);
        await engine.Runs.WaitForEndAsync(Id(2), default);
        var ended = await engine.Runs.FindAsync(Id(1), default);

        Assert.Equal(new RunProgress(RunPhase.Ended, 5, Delivered.Counts), ended!.Progress);
        Assert.Equal(Delivered, ended.Outcome);
        Assert.Equal(Request(1).Batch.AcceptedAt, ended.AcceptedAt);
        Assert.Equal(time.GetUtcNow(), ended.UpdatedAt);
        Assert.Equal(2, (await engine.Runs.ListAsync(10, default)).Count);
        Assert.Single(await engine.Runs.ListAsync(1, default));
        Assert.Null(await engine.Runs.FindAsync(Id(3), default));
    }

    [Fact]
    public async Task A_run_under_an_id_that_was_used_before_is_listed_once_and_as_it_stands_now()
    {
        await using (var engine = await LocalEngine.StartAsync(
            Folder.Path,
            (_, _) => Task.FromResult(Delivered),
            static _ => { }))
        {
            await engine.Runs.StartAsync(Request(1), default);
            await engine.Runs.WaitForEndAsync(Id(1), default);
        }

        await using var again = await StartGatedAsync();
        await again.Runs.StartAsync(Request(1), default);

        Assert.Null(Assert.Single(await again.Runs.ListAsync(10, default)).Outcome);
    }

    [Fact]
    public async Task Nothing_but_the_status_is_left_of_an_ended_run()
    {
        Gate.SetResult();
        await using var engine = await StartGatedAsync();
        await engine.Runs.StartAsync(Request(1), default);
        await engine.Runs.WaitForEndAsync(Id(1), default);
        await engine.Payloads.DeleteAllAsync(Id(1), default);

        Assert.Equal(
            [Folder.File("runs", "ended", $"{Id(1)}.json")],
            Directory.GetFiles(Folder.Path, "*", SearchOption.AllDirectories).Where(path => path.Contains(Id(1).ToString(), StringComparison.Ordinal)));
    }
}
