using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Engine;

/// <summary>What a recipe may rely on, whatever engine runs it.</summary>
public abstract class StepRunnerContract
{
    public static readonly Batch Batch = new()
    {
        Id = new BatchId(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef")),
        Robot = new RobotId(Guid.Parse("9fa8b9bd-12b1-4450-8ffb-712face23390")),
        Origin = BatchOrigin.Batch,
        Generation = ApiGeneration.G2,
        AcceptedAt = DateTimeOffset.UnixEpoch,
        UrlsIssuedAt = DateTimeOffset.UnixEpoch,
    };

    public static readonly RunPlan Plan = new()
    {
        CallbackDelay = TimeSpan.Zero,
        Patience = TimeSpan.FromMinutes(1),
        RefreshUrlsAfter = TimeSpan.FromMinutes(40),
        ReportPermanentErrors = true,
        ChunkWindow = 3,
    };

    /// <summary>Runs a recipe to its end on the engine under test, with the given steps.</summary>
    protected abstract Task<RunOutcome> RunAsync(Func<IStepRunner, Task<string?>> recipe, Action<IServiceCollection> steps);

    /// <summary>Does what an operator does to cancel the run.</summary>
    protected abstract Task CancelAsync();

    /// <summary>Whether <see cref="IStepRunner.StopSteps"/> reaches a step that runs; where it does not, the step ends by itself.</summary>
    protected virtual bool StopReachesSteps => true;

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

    [Fact]
    public async Task The_recipe_hears_of_an_operator_s_wish_while_a_step_runs_and_stops_that_step()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wish = CancelOnceBegunAsync();

        Assert.Equal(StopReachesSteps ? "Stopped" : "ended by itself", await ReasonAsync(
            async run =>
            {
                var step = run.RunAsync(StepDefinitions.DownloadReferences, Batch);
                if (await Task.WhenAny(step, run.CancelRequested) != run.CancelRequested)
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
        await wish;

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

    [Fact]
    public async Task Parts_run_and_give_their_outcomes() =>
        Assert.Equal("6 of 4, 9 of 2", await ReasonAsync(
            async run =>
            {
                var first = await run.RunPartAsync(new ChunkRange(Batch, 0, 4, Plan));
                var second = await run.RunPartAsync(new ChunkRange(Batch, 4, 2, Plan));
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

    private async Task<string?> ReasonAsync(Func<IStepRunner, Task<string?>> recipe, Action<IServiceCollection> steps) =>
        (await RunAsync(recipe, steps)).Reason;
}

/// <summary>Registers scripted steps.</summary>
public static class ScriptedSteps
{
    public static IServiceCollection AddStep<TInput, TOutput>(this IServiceCollection services, Func<TInput, StepOutcome<TOutput>> script)
        where TOutput : notnull =>
        services.AddStep<TInput, TOutput>((input, _) => Task.FromResult(script(input)));

    public static IServiceCollection AddStep<TInput, TOutput>(
        this IServiceCollection services,
        Func<TInput, CancellationToken, Task<StepOutcome<TOutput>>> script)
        where TOutput : notnull =>
        services.AddSingleton<IStep<TInput, TOutput>>(new ScriptedStep<TInput, TOutput>(script));
}
