using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>A run whose process ended in the middle goes on where its journal ends.</summary>
public sealed class ResumedRunTests : IDisposable
{
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
            await engine.Runs.StartAsync(Request(1), default);
            await begun.Task;
        }

        await using var again = await StartAsync(killed: false);
        await again.Runs.WaitForEndAsync(Id(1), default);

        Assert.Equal(["download", "upload", "upload"], calls);
        Assert.Equal("1 chunks, 22 bytes", (await again.Runs.FindAsync(Id(1), default))!.Outcome!.Reason);

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

    [Fact]
    public async Task What_came_first_comes_first_again()
    {
        var winners = new List<string>();
        var timerWon = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var uploading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var engine = await StartAsync(killed: true))
        {
            await engine.Runs.StartAsync(Request(1), default);
            await _time.TimersArmedAsync(2);
            _time.Advance(TimeSpan.FromSeconds(10));
            await timerWon.Task;
            _time.Advance(TimeSpan.FromSeconds(10));
            await uploading.Task;
        }

        await using var again = await StartAsync(killed: false);
        await again.Runs.WaitForEndAsync(Id(1), default);

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
    public async Task A_journal_cut_at_any_byte_brings_the_run_to_the_same_end()
    {
        var journal = _temporary.File("runs", $"{Id(1)}.jsonl");
        byte[] whole = [];
        var calls = 0;
        string end;
        await using (var engine = await StartAsync(onReport: () => whole = File.ReadAllBytes(journal)))
        {
            await engine.Runs.StartAsync(Request(1), default);
            await engine.Runs.WaitForEndAsync(Id(1), default);
            end = (await engine.Runs.FindAsync(Id(1), default))!.Outcome!.ToString();
        }

        var first = whole.AsSpan().IndexOf((byte)'\n') + 1;
        for (var length = whole.Length; length >= first; length -= 31)
        {
            calls = 0;
            File.WriteAllBytes(journal, whole[..length]);
            await using var engine = await StartAsync(onReport: static () => { });
            await engine.Runs.WaitForEndAsync(Id(1), default);

            Assert.Equal(end, (await engine.Runs.FindAsync(Id(1), default))!.Outcome!.ToString());
            Assert.InRange(calls, 1, length == whole.Length ? 1 : 7);
        }

        Task<LocalEngine> StartAsync(Action onReport) => LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                var downloaded = await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                var part = await run.RunSegmentAsync(new ChunkSegment(batch, 0, downloaded.Value!.Chunks, StepRunnerContract.Plan), run.CancellationRequested);
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
