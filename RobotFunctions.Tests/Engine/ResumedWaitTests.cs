using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using RobotFunctions.Local.Engine;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;
using static RobotFunctions.Tests.Engine.NumberedRequests;

namespace RobotFunctions.Tests.Engine;

/// <summary>A wait lasts as long as it was meant to, whatever becomes of the process and of the clock.</summary>
public sealed class ResumedWaitTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_was_wrong_for_a_while_makes_no_wait_longer(bool restarted)
    {
        var clock = new JumpingClock(_time);
        await using (var engine = await StartAsync())
        {
            await engine.Runs.StartAsync(Request(1), default);
            await _time.TimersArmedAsync();
            if (!restarted)
            {
                await WaitOutAsync(engine);
            }
        }

        await using var again = await StartAsync();
        await WaitOutAsync(again);

        async Task WaitOutAsync(LocalEngine engine)
        {
            var ended = engine.Runs.WaitForEndAsync(Id(1), default);
            if (await Task.WhenAny(ended, _time.TimersArmedAsync()) != ended)
            {
                _time.AdvanceToNextTimer();
                await ended;
            }

            Assert.True(_time.GetUtcNow() - FakeTimeProvider.DefaultStart < TimeSpan.FromHours(1));
        }

        Task<LocalEngine> StartAsync() => LocalEngine.StartAsync(
            _temporary.Path,
            async (run, batch) =>
            {
                await run.RunAsync(StepDefinitions.DownloadReferences, batch);
                await run.RunAsync(StepDefinitions.UploadResults, new UploadInput(batch, 1, 1));
                await run.DelayUntilAsync(run.Now + TimeSpan.FromMinutes(1), default);
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
        var recipe = new EngineRecipe(
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
            await engine.Runs.StartAsync(Request(1), default);
            await _time.TimersArmedAsync();
        }

        var first = due;
        _time.Advance(TimeSpan.FromMinutes(90));
        await using var again = await LocalEngine.StartAsync(_temporary.Path, recipe, static _ => { }, _time);
        await _time.TimersArmedAsync();
        Assert.Equal(first, due);

        _time.Advance(TimeSpan.FromMinutes(30));
        await again.Runs.WaitForEndAsync(Id(1), default);

        Assert.Equal($"{first:O}", (await again.Runs.FindAsync(Id(1), default))!.Outcome!.Reason);
        Assert.Equal(plans[0], plans[1]);
    }
}
