using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Enhancers.Guard;

public sealed class GuardedEnhancerTests : GuardInFakeTime
{
    [Fact]
    public async Task A_malformed_reference_is_not_tried_again()
    {
        var calls = 0;
        var guard = Guard((_, _) =>
        {
            calls++;
            throw new MalformedReferenceException("$.enhancements[0]", new FormatException("not a date"));
        });

        var outcome = await EnhanceAsync(guard);

        Assert.False(outcome.IsEnhanced);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task An_outcome_that_says_nothing_is_a_failure_and_not_a_success() =>
        Assert.NotNull((await EnhanceAsync(Guard((_, _) => new(default(EnhancerOutcome))))).Reason);

    [Fact]
    public async Task No_more_references_than_configured_are_under_way_at_once()
    {
        Options.Concurrency = 2;
        var gate = new TaskCompletionSource<EnhancerOutcome>();
        var started = 0;
        var guard = Guard((_, _) =>
        {
            started++;
            return new(gate.Task);
        });

        var all = Enumerable.Range(0, 5).Select(_ => EnhanceAsync(guard)).ToList();
        Assert.Equal(2, started);
        gate.SetResult(DelegateEnhancer.Annotated("ok"));
        await Task.WhenAll(all);

        Assert.Equal(5, started);
    }

    [Fact]
    public async Task No_more_references_than_configured_begin_in_a_minute()
    {
        Options.ReferencesPerMinute = 60;
        var begun = new List<DateTimeOffset>();
        var guard = Guard((_, _) =>
        {
            begun.Add(Time.GetUtcNow());
            return new(DelegateEnhancer.Annotated("ok"));
        });

        for (var reference = 0; reference < 3; reference++)
        {
            var running = EnhanceAsync(guard);
            await WaitOutAsync(running);
            await running;
        }

        Assert.Equal([0, 1, 2], begun.Select(time => (time - FakeTimeProvider.DefaultStart).TotalSeconds));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_jumps_neither_stalls_the_references_nor_lets_them_through(int hours)
    {
        var clock = new JumpingClock(Time);
        Options.ReferencesPerMinute = 60;
        var begun = new List<long>();
        using var guard = new GuardedEnhancer(
            new DelegateEnhancer((_, _) =>
            {
                begun.Add(Time.GetTimestamp());
                clock.Jump(TimeSpan.FromHours(hours));
                return new(DelegateEnhancer.Annotated("ok"));
            }),
            Options,
            clock,
            NullLogger<GuardedEnhancer>.Instance);

        for (var reference = 0; reference < 3; reference++)
        {
            var running = EnhanceAsync(guard);
            await WaitOutAsync(running);
            await running;
        }

        Assert.Equal([0, 1, 2], begun.Select(ticks => TimeSpan.FromTicks(ticks - begun[0]).TotalSeconds));
    }

    [Fact]
    public async Task Cancelling_ends_the_call_with_a_cancellation_and_not_with_a_failed_reference()
    {
        using var cancelled = new CancellationTokenSource();
        var guard = Guard(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, token);
            return default;
        });

        var running = guard.EnhanceAsync(Reference(), Context(), cancelled.Token).AsTask();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_callback_of_the_authors_that_throws_reaches_neither_the_timer_nor_whoever_cancels(bool timesOut)
    {
        (Options.ReferenceAttempts, Options.ReferenceTimeout) = (1, TimeSpan.FromSeconds(10));
        using var cancelled = new CancellationTokenSource();
        var guard = Guard(async (_, token) =>
        {
            token.Register(static () => throw new InvalidOperationException("A callback of the author's."));
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, token);
            return default;
        });

        var running = guard.EnhanceAsync(Reference(), Context(), cancelled.Token).AsTask();
        await Time.TimersArmedAsync();
        if (timesOut)
        {
            Time.Advance(TimeSpan.FromSeconds(10));
            Assert.StartsWith("The enhancer took longer than 10 s", (await running).Outcome.Reason, StringComparison.Ordinal);
        }
        else
        {
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
    }

    [Fact]
    public async Task The_time_of_one_reference_does_not_count_for_the_next()
    {
        (Options.ReferenceAttempts, Options.ReferenceTimeout) = (1, TimeSpan.FromSeconds(10));
        var calls = 0;
        var guard = Guard(async (_, token) =>
        {
            if (++calls == 2)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, Time, token);
            }

            return DelegateEnhancer.Annotated("ok");
        });

        Assert.True((await EnhanceAsync(guard)).IsEnhanced);
        Time.Advance(TimeSpan.FromSeconds(9));
        var running = EnhanceAsync(guard);
        await Time.TimersArmedAsync();
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(running.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.False((await running).IsEnhanced);
    }
}
