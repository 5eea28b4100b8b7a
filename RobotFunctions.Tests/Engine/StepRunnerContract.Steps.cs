using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Engine;

public abstract partial class StepRunnerContract
{
    [Fact]
    public async Task The_value_of_a_step_reaches_the_recipe() =>
        Assert.Equal("7 chunks", await ReasonAsync(
            async run =>
            {
                var outcome = await run.RunAsync(StepDefinitions.DownloadReferences, Batch);
                return outcome.Succeeded ? $"{outcome.Value!.Chunks} chunks" : null;
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(input => new DownloadedReferences(input == Batch ? 7 : 0, 1, 2, 3))));

    [Fact]
    public async Task The_failure_of_a_step_reaches_the_recipe_whole()
    {
        var failure = new StepFailure(FailureKind.SignedUrlRefused, "Storage said no.", TimeSpan.FromSeconds(17));

        Assert.Equal(failure.ToString(), await ReasonAsync(
            async run => (await run.RunAsync(StepDefinitions.DownloadReferences, Batch)).Failure?.ToString(),
            steps => steps.AddStep<Batch, DownloadedReferences>(_ => failure)));
    }

    [Fact]
    public async Task An_exception_that_escapes_a_step_is_a_crash_and_shows_no_signature()
    {
        var reason = await ReasonAsync(
            async run => (await run.RunAsync(StepDefinitions.DownloadReferences, Batch)).Failure is { Kind: FailureKind.Crashed } crash ? crash.Reason : null,
            steps => steps.AddStep<Batch, DownloadedReferences>(_ => throw new InvalidOperationException("Bad https://host/file?sig=hidden here")));

        Assert.Contains("DownloadReferences crashed", reason, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_with_the_store_passes() =>
        Assert.Equal("Transient", await ReasonAsync(
            async run => (await run.RunAsync(StepDefinitions.DownloadReferences, Batch)).Failure?.Kind.ToString(),
            steps => steps.AddStep<Batch, DownloadedReferences>(_ => throw new IOException("No space left on device"))));

    [Fact]
    public async Task Steps_called_at_once_run_side_by_side()
    {
        using var all = new CountdownEvent(3);
        var everyoneIsThere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Assert.Equal("0 1 2", await ReasonAsync(
            async run =>
            {
                var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(index => run.RunAsync(StepDefinitions.EnhanceChunk, new ChunkInput(Batch, index))));
                return string.Join(' ', outcomes.Select(outcome => outcome.Value!.ResultBytes));
            },
            steps => steps.AddStep<ChunkInput, EnhancedChunk>(async (input, _) =>
            {
                if (all.Signal())
                {
                    everyoneIsThere.SetResult();
                }

                await everyoneIsThere.Task;
                return new EnhancedChunk(default, input.Index);
            })));
    }

    [Fact]
    public async Task A_step_called_again_runs_again()
    {
        var calls = 0;

        Assert.Equal("1 2 3", await ReasonAsync(
            async run =>
            {
                var all = new List<long>();
                for (var i = 0; i < 3; i++)
                {
                    all.Add((await run.RunAsync(StepDefinitions.EnhanceChunk, new ChunkInput(Batch, 5))).Value!.ResultBytes);
                }

                return string.Join(' ', all);
            },
            steps => steps.AddStep<ChunkInput, EnhancedChunk>(_ => new EnhancedChunk(default, Interlocked.Increment(ref calls)))));
    }

    [Fact]
    public async Task Segments_run_and_give_their_outcomes() =>
        Assert.Equal("6 of 4, 9 of 2", await ReasonAsync(
            async run =>
            {
                var first = await run.RunSegmentAsync(new ChunkSegment(Batch, 0, 4, Plan), Never);
                var second = await run.RunSegmentAsync(new ChunkSegment(Batch, 4, 2, Plan), Never);
                return $"{first.Counts.Enhanced} of {first.ResultBytes}, {second.Counts.Enhanced} of {second.ResultBytes}";
            },
            steps => steps.AddStep<ChunkInput, EnhancedChunk>(input => new EnhancedChunk(new EntryCounts { Enhanced = input.Index }, 1))));

    [Fact]
    public async Task The_recipe_does_one_thing_at_a_time()
    {
        const int Many = 60;
        Assert.Equal($"{Many}", await ReasonAsync(
            async run =>
            {
                var done = 0;
                await Task.WhenAll(Enumerable.Range(0, Many).Select(OneAsync));
                return $"{done}";

                async Task OneAsync(int index)
                {
                    await run.RunAsync(StepDefinitions.EnhanceChunk, new ChunkInput(Batch, index));
                    var before = done;
                    Thread.SpinWait(2000);
                    done = before + 1;
                }
            },
            steps => steps.AddStep<ChunkInput, EnhancedChunk>(async (_, _) =>
            {
                await Task.Yield();
                return new EnhancedChunk(default, 0);
            })));
    }
}
