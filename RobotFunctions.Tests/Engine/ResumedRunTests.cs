using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Local.Engine;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Engine;

/// <summary>A run whose process ended in the middle goes on where its journal ends.</summary>
public sealed class ResumedRunTests : IDisposable
{
    private static readonly BatchId Id = FileRunsTests.Id(1);
    private static readonly AcceptedRequest Request = FileRunsTests.Request(1);

    private readonly TemporaryFolder _temporary = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Steps_that_ended_do_not_run_again_and_those_that_ran_do()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new List<string>();
        await using (var engine = await StartAsync(killed: true))
        {
            await engine.Runs.StartAsync(Request, default);
            await begun.Task;
        }

        await using var again = await StartAsync(killed: false);
        await again.Runs.WaitForEndAsync(Id, default);

        Assert.Equal(["download", "upload", "upload"], calls);
        Assert.Equal("1 chunks, 22 bytes", (await again.Runs.FindAsync(Id, default))!.Outcome!.Reason);

        Task<LocalEngine> StartAsync(bool killed) => LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                var downloaded = await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                var uploaded = await run.RunAsync(StepDefinitions.UploadResults, new UploadInput(batch, 1, 1));
                return new RunOutcome(RunEnd.Delivered, default, $"{downloaded.Value!.Chunks} chunks, {uploaded.Value!.Bytes} bytes");
            },
            steps => steps
                .AddStep<Batch, DownloadedReferences>(_ =>
                {
                    calls.Add("download");
                    return new DownloadedReferences(calls.Count, 1, 0, 1);
                })
                .AddStep<UploadInput, UploadedResults>(async (_, cancellation) =>
                {
                    calls.Add("upload");
                    begun.TrySetResult();
                    await (killed ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation) : Task.CompletedTask);
                    return new UploadedResults(22);
                }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_was_wrong_for_a_while_makes_no_wait_longer(bool restarted)
    {
        var clock = new JumpingClock(TimeProvider.System);
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var hangs = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using (var engine = await StartAsync())
        {
            await engine.Runs.StartAsync(Request, default);
            await waits.Task;
            await (restarted ? Task.CompletedTask : engine.Runs.WaitForEndAsync(Id, hangs.Token));
        }

        await using var again = await StartAsync();
        await again.Runs.WaitForEndAsync(Id, hangs.Token);

        Task<LocalEngine> StartAsync() => LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                await run.RunAsync(StepDefinitions.UploadResults, new UploadInput(batch, 1, 1));
                waits.TrySetResult();
                await run.DelayUntilAsync(run.Now + TimeSpan.FromMilliseconds(10), default);
                return new RunOutcome(RunEnd.Delivered, default);
            },
            steps => steps
                .AddStep<Batch, DownloadedReferences>(_ =>
                {
                    clock.Jump(TimeSpan.FromDays(1));
                    return new DownloadedReferences(1, 1, 0, 1);
                })
                .AddStep<UploadInput, UploadedResults>(_ =>
                {
                    clock.SetRight();
                    return new UploadedResults(22);
                }),
            clock);
    }

    [Fact]
    public async Task A_wait_goes_on_to_the_time_it_had_and_the_plan_stays_the_same()
    {
        var plans = new List<RunPlan>();
        DateTimeOffset due = default;
        var recipe = new Recipe(
            async (run, _, plan) =>
            {
                plans.Add(plan);
                due = run.Now + TimeSpan.FromHours(2);
                await run.DelayUntilAsync(due, default);
                return new RunOutcome(RunEnd.Delivered, default, $"{run.Now:O}");
            },
            EnhanceChunks.RunAsync);
        await using (var engine = await LocalEngine.StartAsync(_temporary.Path, recipe, static _ => { }, _time))
        {
            await engine.Runs.StartAsync(Request, default);
            await _time.TimersArmedAsync();
        }

        var first = due;
        _time.Advance(TimeSpan.FromMinutes(90));
        await using var again = await LocalEngine.StartAsync(_temporary.Path, recipe, static _ => { }, _time);
        await _time.TimersArmedAsync();
        Assert.Equal(first, due);

        _time.Advance(TimeSpan.FromMinutes(30));
        await again.Runs.WaitForEndAsync(Id, default);

        Assert.Equal($"{first:O}", (await again.Runs.FindAsync(Id, default))!.Outcome!.Reason);
        Assert.Equal(plans[0], plans[1]);
    }

    [Fact]
    public async Task What_came_first_comes_first_again()
    {
        var winners = new List<string>();
        var timerWon = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var uploading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var engine = await StartAsync(killed: true))
        {
            await engine.Runs.StartAsync(Request, default);
            await _time.TimersArmedAsync(2);
            _time.Advance(TimeSpan.FromSeconds(10));
            await timerWon.Task;
            _time.Advance(TimeSpan.FromSeconds(10));
            await uploading.Task;
        }

        await using var again = await StartAsync(killed: false);
        await again.Runs.WaitForEndAsync(Id, default);

        Assert.Equal(["timer", "timer"], winners);

        Task<LocalEngine> StartAsync(bool killed) => LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                var step = run.RunAsync(StepDefinitions.DownloadReferences, batch);
                var timer = run.DelayUntilAsync(run.Now + TimeSpan.FromSeconds(10), default);
                winners.Add(await Task.WhenAny(step, timer) == step ? "step" : "timer");
                timerWon.TrySetResult();
                await step;
                await run.RunAsync(StepDefinitions.UploadResults, new UploadInput(batch, 1, 1));
                return new RunOutcome(RunEnd.Delivered, default);
            },
            steps => steps
                .AddStep<Batch, DownloadedReferences>(async (_, cancellation) =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(20), _time, cancellation);
                    return new DownloadedReferences(1, 1, 0, 1);
                })
                .AddStep<UploadInput, UploadedResults>(async (_, cancellation) =>
                {
                    uploading.TrySetResult();
                    await (killed ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation) : Task.CompletedTask);
                    return new UploadedResults(1);
                }),
            _time);
    }

    [Fact]
    public async Task A_drained_host_lets_the_running_step_end_and_begins_no_other()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new List<string>();
        var engine = await StartAsync();
        await engine.Runs.StartAsync(Request, default);
        await begun.Task;

        var stopped = engine.StopAsync();
        Assert.False(stopped.IsCompleted);
        goOn.SetResult();
        await stopped;
        Assert.Equal(["download"], calls);

        await using var again = await StartAsync();
        await again.Runs.WaitForEndAsync(Id, default);
        Assert.Equal(["download", "upload"], calls);

        Task<LocalEngine> StartAsync() => LocalEngine.StartAsync(
            _temporary.Path,
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
    public async Task A_full_disk_makes_a_run_wait_and_loses_nothing()
    {
        var logs = new CollectedLogs();
        var runs = _temporary.File("runs");
        var calls = 0;
        await using var engine = await LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                return new RunOutcome(RunEnd.Delivered, default);
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(_ =>
            {
                calls++;
                Directory.Move(runs, runs + "-unreachable");
                return new DownloadedReferences(1, 1, 0, 1);
            }),
            _time,
            logs: logs);
        await engine.Runs.StartAsync(Request, default);
        await _time.TimersArmedAsync();

        Assert.Null((await engine.Runs.FindAsync(Id, default))!.Outcome);
        await Assert.ThrowsAnyAsync<IOException>(() => engine.Runs.StartAsync(FileRunsTests.Request(2), default));
        Assert.Contains(logs.Lines, line => line.Text.Contains("The store is in trouble", StringComparison.Ordinal));

        Directory.Move(runs + "-unreachable", runs);
        _time.Advance(TimeSpan.FromMinutes(1));
        await engine.Runs.WaitForEndAsync(Id, default);

        Assert.Equal(1, calls);
        Assert.Equal(StartVerdict.Started, await engine.Runs.StartAsync(FileRunsTests.Request(2), default));
    }

    [Fact]
    public async Task A_bug_in_one_run_leaves_it_whole_and_the_others_alone()
    {
        var logs = new CollectedLogs();
        await using (var engine = await LocalEngine.StartAsync(
            _temporary.Path,
            (_, batch) => batch.Id == Id ? throw new InvalidOperationException("A bug at https://host/?sig=hidden") : Task.FromResult(new RunOutcome(RunEnd.Delivered, default)),
            static _ => { },
            logs: logs))
        {
            await engine.Runs.StartAsync(Request, default);
            await engine.Runs.StartAsync(FileRunsTests.Request(2), default);
            await engine.Runs.WaitForEndAsync(FileRunsTests.Id(2), default);
        }

        Assert.DoesNotContain(logs.Lines, line => line.Text.Contains("hidden", StringComparison.Ordinal));
        await using var again = await LocalEngine.StartAsync(
            _temporary.Path,
            (_, _) => Task.FromResult(new RunOutcome(RunEnd.Delivered, default)),
            static _ => { });
        await again.Runs.WaitForEndAsync(Id, default);
        Assert.NotNull((await again.Runs.FindAsync(Id, default))!.Outcome);
    }

    [Fact]
    public async Task A_run_of_a_newer_version_is_refused_and_stays()
    {
        var journal = _temporary.File("runs", $"{Id}.jsonl");
        using (var folder = StoreFolder.Open(_temporary.Path))
        {
            new RunFiles(folder).Create(Request with { Version = AcceptedRequest.CurrentVersion + 1 });
        }

        var before = File.ReadAllBytes(journal);
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(
            () => LocalEngine.StartAsync(_temporary.Path, (_, _) => Task.FromResult(new RunOutcome(RunEnd.Delivered, default)), static _ => { }));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(journal));
    }

    [Fact]
    public async Task A_journal_cut_at_any_byte_brings_the_run_to_the_same_end()
    {
        var journal = _temporary.File("runs", $"{Id}.jsonl");
        byte[] whole = [];
        var calls = 0;
        string end;
        await using (var engine = await StartAsync(onReport: () => whole = File.ReadAllBytes(journal)))
        {
            await engine.Runs.StartAsync(Request, default);
            await engine.Runs.WaitForEndAsync(Id, default);
            end = (await engine.Runs.FindAsync(Id, default))!.Outcome!.ToString();
        }

        var first = whole.AsSpan().IndexOf((byte)'\n') + 1;
        for (var length = whole.Length; length >= first; length -= 31)
        {
            calls = 0;
            File.WriteAllBytes(journal, whole[..length]);
            await using var engine = await StartAsync(onReport: static () => { });
            await engine.Runs.WaitForEndAsync(Id, default);

            Assert.Equal(end, (await engine.Runs.FindAsync(Id, default))!.Outcome!.ToString());
            Assert.InRange(calls, 1, length == whole.Length ? 1 : 7);
        }

        Task<LocalEngine> StartAsync(Action onReport) => LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                var downloaded = await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                var part = await run.RunPartAsync(new ChunkRange(batch, 0, downloaded.Value!.Chunks, StepRunnerContract.Plan));
                await run.RunAsync(StepDefinitions.UploadResults, new UploadInput(batch, downloaded.Value.Chunks, part.ResultBytes));
                var reported = await run.RunAsync(StepDefinitions.ReportResult, new ReportInput(batch, null));
                return new RunOutcome(RunEnd.Delivered, part.Counts, $"{part.ResultBytes} {reported.Value!.Status}");
            },
            steps => steps
                .AddStep<Batch, DownloadedReferences>(_ => Count(new DownloadedReferences(4, 8, 0, 99)))
                .AddStep<ChunkInput, EnhancedChunk>(input => Count(new EnhancedChunk(new EntryCounts { Enhanced = 2 }, 10 + input.Index)))
                .AddStep<UploadInput, UploadedResults>(input => Count(new UploadedResults(input.Bytes)))
                .AddStep<ReportInput, Reported>(_ =>
                {
                    onReport();
                    return Count(new Reported(202, false));
                }));

        T Count<T>(T value)
        {
            Interlocked.Increment(ref calls);
            return value;
        }
    }
}
