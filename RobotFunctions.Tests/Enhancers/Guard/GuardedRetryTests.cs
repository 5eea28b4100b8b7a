using RobotFunctions.Core.Enhancers;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Enhancers.Guard;

/// <summary>What the guard does about a call that fails or does not end.</summary>
public sealed class GuardedRetryTests : GuardInFakeTime
{
    [Fact]
    public async Task An_enhancer_that_throws_is_tried_as_often_as_configured_and_then_the_reference_fails_without_the_exceptions_text()
    {
        var calls = 0;
        var guard = Guard((_, _) =>
        {
            calls++;
            throw new InvalidOperationException("the secret is hunter2");
        });

        var running = EnhanceAsync(guard);
        await WaitOutAsync(running);

        var outcome = await running;
        Assert.Equal(3, calls);
        Assert.Equal("The enhancer failed on this reference (InvalidOperationException). It was tried 3 times.", outcome.Reason);
    }

    [Fact]
    public async Task A_transient_failure_that_passes_costs_nothing_but_time()
    {
        var calls = 0;
        var guard = Guard((_, _) => ++calls < 3 ? throw new TransientEnhancerException("The model is busy.") : new(DelegateEnhancer.Annotated("ok")));

        var running = EnhanceAsync(guard);
        await WaitOutAsync(running);

        Assert.True((await running).IsEnhanced);
    }

    [Theory]
    [InlineData(0, 0.2, 0.4)]
    [InlineData(-4_294_968, 0.2, 0.4)]
    [InlineData(30, 30, 30)]
    [InlineData(4_294_968, 60, 60)]
    [InlineData(double.NaN, 60, 60)]
    public async Task The_wait_that_an_enhancer_asks_for_is_kept_between_the_guards_back_off_and_a_minute(double asked, double first, double second)
    {
        var begun = new List<DateTimeOffset>();
        var wait = double.IsNaN(asked) ? TimeSpan.MaxValue : TimeSpan.FromSeconds(asked);
        var guard = Guard((_, _) =>
        {
            begun.Add(Time.GetUtcNow());
            throw new TransientEnhancerException("The model is busy.", wait);
        });

        var running = EnhanceAsync(guard);
        await WaitOutAsync(running, TimeSpan.FromSeconds(0.1));

        Assert.Equal([first, second], begun.Zip(begun.Skip(1), static (one, next) => (next - one).TotalSeconds));
    }

    [Fact]
    public async Task A_service_that_is_unavailable_for_minutes_costs_a_reference_no_attempt()
    {
        var available = Time.GetUtcNow().AddMinutes(9);
        Options.ReferenceAttempts = 1;
        var guard = Guard((_, _) => Time.GetUtcNow() < available ? throw Unavailable() : new(DelegateEnhancer.Annotated("ok")));

        var all = Enumerable.Range(0, 20).Select(_ => EnhanceAsync(guard)).ToList();
        await WaitOutAsync(Task.WhenAll(all));

        Assert.All(all, static outcome => Assert.True(outcome.Result.IsEnhanced));
    }

    [Fact]
    public async Task A_service_that_stays_unavailable_is_waited_for_once_and_not_for_each_reference()
    {
        Options.Concurrency = 1;
        var guard = Guard(static (_, _) => throw Unavailable());

        var all = Enumerable.Range(0, 20).Select(_ => EnhanceAsync(guard)).ToList();
        await WaitOutAsync(Task.WhenAll(all));

        Assert.All(all, static outcome => Assert.Equal("The model is being loaded. It was tried 3 times.", outcome.Result.Reason));
        Assert.InRange(Time.GetUtcNow() - FakeTimeProvider.DefaultStart, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_reference_that_alone_meets_an_unavailable_service_does_not_wait_for_ever()
    {
        var guard = Guard((reference, _) => reference.Id == Reference().Id ? throw Unavailable() : new(DelegateEnhancer.Annotated("ok")));

        var unlucky = EnhanceAsync(guard);
        while (!unlucky.IsCompleted)
        {
            await guard.EnhanceAsync(Reference(2), Context(), CancellationToken.None);
            await Task.WhenAny(unlucky, Time.TimersArmedAsync());
            Time.Advance(TimeSpan.FromSeconds(10));
            Assert.True(Time.GetUtcNow() - FakeTimeProvider.DefaultStart < TimeSpan.FromHours(1));
        }

        Assert.False((await unlucky).IsEnhanced);
    }

    [Fact]
    public async Task An_enhancer_that_ignores_its_token_is_left_behind_at_its_time_out()
    {
        (Options.ReferenceAttempts, Options.ReferenceTimeout) = (1, TimeSpan.FromSeconds(10));
        var never = new TaskCompletionSource<EnhancerOutcome>();
        var guard = Guard((_, _) => new(never.Task));

        var running = EnhanceAsync(guard);
        await Time.TimersArmedAsync();
        Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("The enhancer took longer than 10 s for this reference. It was tried 1 times.", (await running).Reason);
        Assert.True(guard.HasAbandonedCalls);
        never.SetResult(default);
        Assert.False(guard.HasAbandonedCalls);
    }
}
