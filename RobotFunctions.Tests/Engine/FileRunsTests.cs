using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Engine;

public sealed class FileRunsTests : IDisposable
{
    private static readonly RunOutcome Delivered = new(RunEnd.Delivered, new EntryCounts { Enhanced = 3 }, null);

    private readonly TemporaryFolder _temporary = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _downloads;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task The_same_request_starts_one_run_and_another_one_under_its_id_is_a_conflict()
    {
        await using var engine = await StartGatedAsync();

        Assert.Equal(StartVerdict.Started, await engine.Runs.StartAsync(Request(1), default));
        Assert.Equal(StartVerdict.AlreadyRunning, await engine.Runs.StartAsync(Request(1), default));
        Assert.Equal(StartVerdict.Conflict, await engine.Runs.StartAsync(Request(1) with { ContentHash = "other" }, default));

        _gate.SetResult();
        await engine.Runs.WaitForEndAsync(Id(1), default);
        Assert.Equal(1, _downloads);
    }

    [Fact]
    public async Task Many_senders_of_one_request_at_once_start_one_run()
    {
        await using var engine = await StartGatedAsync();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => engine.Runs.StartAsync(Request(1), default))));

        Assert.Single(verdicts, StartVerdict.Started);
        Assert.Equal(31, verdicts.Count(verdict => verdict == StartVerdict.AlreadyRunning));
        Assert.Equal(1, await engine.Runs.CountOpenAsync(Request(1).Batch.Robot, default));
    }

    [Fact]
    public async Task After_its_end_the_same_request_starts_a_new_run()
    {
        _gate.SetResult();
        await using var engine = await StartGatedAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(StartVerdict.Started, await engine.Runs.StartAsync(Request(1), default));
            await engine.Runs.WaitForEndAsync(Id(1), default);
        }

        Assert.Equal(3, _downloads);
    }

    [Fact]
    public async Task Above_the_limit_of_open_runs_the_engine_is_busy_until_one_ends()
    {
        await using var engine = await StartGatedAsync(new LimitsOptions { OpenRuns = 2, ActiveRuns = 1 });
        await engine.Runs.StartAsync(Request(1), default);
        await engine.Runs.StartAsync(Request(2), default);

        Assert.Equal(StartVerdict.Busy, await engine.Runs.StartAsync(Request(3), default));
        Assert.Equal(StartVerdict.AlreadyRunning, await engine.Runs.StartAsync(Request(2), default));
        Assert.Null(await engine.Runs.FindAsync(Id(3), default));

        _gate.SetResult();
        await engine.Runs.WaitForEndAsync(Id(1), default);
        Assert.Equal(StartVerdict.Started, await engine.Runs.StartAsync(Request(3), default));
    }

    [Fact]
    public async Task No_more_runs_are_worked_on_at_once_than_may_be()
    {
        var active = 0;
        var most = 0;
        await using var engine = await LocalEngine.StartAsync(
            _temporary.Path,
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
            _temporary.Path,
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
    public async Task A_run_s_status_is_known_from_the_queue_to_long_after_its_end()
    {
        var time = new FakeTimeProvider();
        var showed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = await LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                run.SetProgress(new RunProgress(RunPhase.Downloading, 5, new EntryCounts { Enhanced = 1 }));
                await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                return Delivered;
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(async (_, _) =>
            {
                showed.TrySetResult();
                await _gate.Task;
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
        _gate.SetResult();
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
            _temporary.Path,
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
        _gate.SetResult();
        await using var engine = await StartGatedAsync();
        await engine.Runs.StartAsync(Request(1), default);
        await engine.Runs.WaitForEndAsync(Id(1), default);
        await engine.Payloads.DeleteAllAsync(Id(1), default);

        Assert.Equal(
            [_temporary.File("runs", "ended", $"{Id(1)}.json")],
            Directory.GetFiles(_temporary.Path, "*", SearchOption.AllDirectories).Where(path => path.Contains(Id(1).ToString(), StringComparison.Ordinal)));
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
            _temporary.Path,
            async (run, batch) =>
            {
                if (batch.Id == Id(2))
                {
                    await run.CancelRequested;
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
            await _begun.Task;
            await engine.Payloads.WriteAsync(Id(1), BatchItems.Chunk(0), default, default);
            await engine.Payloads.WriteAsync(Id(2), BatchItems.Chunk(0), default, default);
        }

        File.WriteAllText(_temporary.File("runs", "half.jsonl.7.tmp"), "{");
        await using var again = await StartGatedAsync();

        Assert.Equal([Id(1)], again.Payloads.Batches());
        Assert.Empty(Directory.GetFiles(_temporary.File("runs"), "*.tmp"));
    }

    [Fact]
    public async Task Nothing_is_accepted_before_the_start_or_after_the_stop()
    {
        var engine = await StartGatedAsync();
        await engine.StopAsync();

        Assert.Equal(StartVerdict.Busy, await engine.Runs.StartAsync(Request(1), default));
    }

    private Task<LocalEngine> StartGatedAsync(LimitsOptions? limits = null) => LocalEngine.StartAsync(
        _temporary.Path,
        DownloadOnceAsync,
        steps => steps.AddStep<Batch, DownloadedReferences>(async (_, cancellation) =>
        {
            _begun.TrySetResult();
            await _gate.Task.WaitAsync(cancellation);
            Interlocked.Increment(ref _downloads);
            return new DownloadedReferences(0, 0, 0, 0);
        }),
        limits: limits);

    private static async Task<RunOutcome> DownloadOnceAsync(IStepRunner run, Batch batch)
    {
        var downloaded = await run.RunAsync(StepDefinitions.DownloadReferences, batch);
        return downloaded.Succeeded ? Delivered : Delivered with { Reason = downloaded.Failure!.Reason };
    }

    internal static BatchId Id(int number) => new(Guid.Parse($"0198c1a2-7b3c-7def-8123-{number:D12}"));

    internal static AcceptedRequest Request(int number) => new()
    {
        Batch = StepRunnerContract.Batch with { Id = Id(number), AcceptedAt = FakeTimeProvider.DefaultStart.AddSeconds(number) },
        ContentHash = $"hash {number}",
    };
}
