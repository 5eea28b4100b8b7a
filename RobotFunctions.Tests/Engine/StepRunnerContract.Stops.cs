using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Engine;

public abstract partial class StepRunnerContract
{
    [Fact]
    public async Task The_recipe_hears_of_an_operator_s_wish_while_a_step_runs_and_stops_that_step()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancellation = CancelOnceBegunAsync();

        Assert.Equal(StopReachesSteps ? "Stopped" : "ended by itself", await ReasonAsync(
            async run =>
            {
                var step = run.RunAsync(StepDefinitions.DownloadReferences, Batch);
                if (await Task.WhenAny(step, run.CancellationRequested) != run.CancellationRequested)
                {
                    return "too early";
                }

                run.StopSteps();
                return (await step).Failure?.Kind.ToString() ?? "ended by itself";
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(async (_, cancellation) =>
            {
                begun.TrySetResult();
                await end.Task.WaitAsync(cancellation);
                return new DownloadedReferences(1, 1, 1, 1);
            })));
        await cancellation;

        async Task CancelOnceBegunAsync()
        {
            await begun.Task;
            await CancelAsync();
            if (!StopReachesSteps)
            {
                end.SetResult();
            }
        }
    }

    [Fact]
    public async Task A_stop_reaches_only_the_steps_that_run() =>
        Assert.Equal("next", await ReasonAsync(
            async run =>
            {
                run.StopSteps();
                return (await run.RunAsync(StepDefinitions.DownloadReferences, Batch)).Succeeded ? "next" : "none";
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(_ => new DownloadedReferences(1, 1, 1, 1))));

    public static TheoryData<FailureKind, string> Interruptions => new()
    {
        { FailureKind.LeaseLost, "This batch has no pending enhancements." },
        { StepFailure.Cancelled.Kind, StepFailure.Cancelled.Reason },
    };

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task An_interrupted_segment_begins_no_more_chunks_and_fails_with_the_reason_of_its_run(FailureKind kind, string why)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var chunks = 0;

        var reason = await ReasonAsync(
            async run =>
            {
                var interrupted = new TaskCompletionSource<StepFailure>();
                var segment = run.RunSegmentAsync(new ChunkSegment(Batch, 0, 90, Plan), interrupted.Task);
                await run.RunAsync(StepDefinitions.DownloadReferences, Batch);
                interrupted.SetResult(new StepFailure(kind, why));
                run.StopSteps();

                // Its chunks end only after this step has begun, and so after the segment was told.
                await run.RunAsync(StepDefinitions.DeletePayloads, Batch);
                return (await segment).Failure?.ToString();
            },
            steps => steps
                .AddStep<ChunkInput, EnhancedChunk>(async (_, cancellation) =>
                {
                    if (Interlocked.Increment(ref chunks) == Plan.ChunkWindow)
                    {
                        begun.SetResult();
                    }

                    await end.Task.WaitAsync(cancellation);
                    return new EnhancedChunk(default, 1);
                })
                .AddStep<Batch, DownloadedReferences>(async (_, _) =>
                {
                    await begun.Task;
                    return new DownloadedReferences(1, 1, 1, 1);
                })
                .AddStep<Batch, Unit>(_ =>
                {
                    end.SetResult();
                    return Unit.Value;
                }));

        Assert.Equal(new StepFailure(kind, why).ToString(), reason);
        Assert.Equal(Plan.ChunkWindow, chunks);
    }

    [Fact]
    public async Task The_recipe_hears_that_it_was_an_operator_who_cancelled()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = CancelOnceBegunAsync();

        Assert.Equal(StepFailure.Cancelled.ToString(), await ReasonAsync(
            async run =>
            {
                await run.RunAsync(StepDefinitions.DownloadReferences, Batch);
                return (await run.CancellationRequested).ToString();
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(_ =>
            {
                begun.SetResult();
                return new DownloadedReferences(1, 1, 1, 1);
            })));
        await cancelled;

        async Task CancelOnceBegunAsync()
        {
            await begun.Task;
            await CancelAsync();
        }
    }
}
