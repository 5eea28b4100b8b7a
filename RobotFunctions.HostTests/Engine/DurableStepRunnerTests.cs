using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Engine;

namespace RobotFunctions.HostTests.Engine;

public sealed class DurableStepRunnerTests : StepRunnerContract
{
    private const string Recipe = "Recipe";

    private DurableHost? _durable;

    protected override bool StopReachesSteps => false;

    [Fact]
    public async Task A_stop_keeps_a_part_from_beginning_more_chunks()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var chunks = 0;
        var cancellation = CancelOnceBegunAsync();

        var outcome = await RunAsync(
            async run =>
            {
                var part = run.RunSegmentAsync(new ChunkSegment(Batch, 0, 90, Plan));
                await run.CancellationRequested;
                run.StopSteps();

                // Its chunks end only after this step has begun, and so after the part was told.
                await run.RunAsync(StepDefinitions.DeletePayloads, Batch);
                return (await part).Failure?.Kind.ToString();
            },
            steps => steps
                .AddStep<ChunkInput, EnhancedChunk>(async (_, _) =>
                {
                    if (Interlocked.Increment(ref chunks) == Plan.ChunkWindow)
                    {
                        begun.SetResult();
                    }

                    await end.Task;
                    return new EnhancedChunk(default, 1);
                })
                .AddStep<Batch, Unit>(_ =>
                {
                    end.SetResult();
                    return Unit.Value;
                }));
        await cancellation;

        Assert.Equal("Stopped", outcome.Reason);
        Assert.Equal(Plan.ChunkWindow, chunks);

        async Task CancelOnceBegunAsync()
        {
            await begun.Task;
            await CancelAsync();
        }
    }

    [Fact]
    public async Task A_part_that_crashes_is_a_failure_of_the_run_and_not_its_end()
    {
        // No step is there, so that the part's orchestration is given one that cannot be: a window of none.
        var outcome = await RunAsync(
            async run => (await run.RunSegmentAsync(new ChunkSegment(Batch, 0, 5, Plan with { ChunkWindow = -1 }))).Failure?.Kind.ToString(),
            static _ => { });

        Assert.Equal("Crashed", outcome.Reason);
    }

    protected override async Task<RunOutcome> RunAsync(Func<IStepRunner, Task<string?>> recipe, Action<IServiceCollection> steps)
    {
        await using var durable = await DurableHost.StartAsync(
            steps,
            tasks => tasks.AddOrchestratorFunc<string, RunOutcome>(
                Recipe,
                async (context, _) => new RunOutcome(RunEnd.Delivered, default, await recipe(new DurableStepRunner(context)))));
        _durable = durable;
        await durable.Client.ScheduleNewOrchestrationInstanceAsync(Recipe, "", new StartOrchestrationOptions(Batch.Id.ToString()));
        var ended = await durable.EndedAsync(Batch.Id.ToString());
        Assert.Null(ended.FailureDetails);
        return ended.ReadOutputAs<RunOutcome>()!;
    }

    protected override Task CancelAsync() => _durable!.Client.RaiseEventAsync(Batch.Id.ToString(), DurableStepRunner.CancelEvent);
}
