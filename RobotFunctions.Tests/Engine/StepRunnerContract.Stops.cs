using RobotFunctions.Core.Batches;
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
}
