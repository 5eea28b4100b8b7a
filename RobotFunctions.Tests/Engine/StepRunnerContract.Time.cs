using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Engine;

public abstract partial class StepRunnerContract
{
    [Fact]
    public async Task Time_moves_on_with_what_happens_and_never_back() =>
        Assert.Equal("on", await ReasonAsync(
            async run =>
            {
                var begun = run.Now;
                var due = begun + TimeSpan.FromMilliseconds(30);
                await run.DelayUntilAsync(due, CancellationToken.None);
                var waited = run.Now;
                await run.RunAsync(StepDefinitions.DownloadReferences, Batch);
                return begun > DateTimeOffset.UnixEpoch && waited >= due && run.Now >= waited ? "on" : $"{begun:O} {waited:O} {run.Now:O}";
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(_ => new DownloadedReferences(1, 1, 1, 1))));

    [Fact]
    public async Task A_wait_for_what_is_past_ends() =>
        Assert.Equal("over", await ReasonAsync(
            async run =>
            {
                await run.DelayUntilAsync(run.Now - TimeSpan.FromHours(1), CancellationToken.None);
                return "over";
            },
            static _ => { }));

    [Fact]
    public async Task A_cancelled_wait_ends_at_once_and_says_so() =>
        Assert.Equal("cancelled", await ReasonAsync(
            async run =>
            {
                using var waiting = new CancellationTokenSource();
                var delay = run.DelayUntilAsync(run.Now + TimeSpan.FromHours(1), waiting.Token);
                await run.RunAsync(StepDefinitions.DownloadReferences, Batch);
                waiting.Cancel();
                try
                {
                    await delay;
                    return "waited";
                }
                catch (OperationCanceledException)
                {
                    return "cancelled";
                }
            },
            steps => steps.AddStep<Batch, DownloadedReferences>(_ => new DownloadedReferences(1, 1, 1, 1))));
}
