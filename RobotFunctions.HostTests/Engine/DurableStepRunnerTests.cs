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
    public async Task A_segment_that_crashes_is_a_failure_of_the_run_and_not_its_end()
    {
        // No step is there, so that the segment's orchestration is given one that cannot be: a window of none.
        var outcome = await RunAsync(
            async run => (await run.RunSegmentAsync(new ChunkSegment(Batch, 0, 5, Plan with { ChunkWindow = -1 }), Never)).Failure?.Kind.ToString(),
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
