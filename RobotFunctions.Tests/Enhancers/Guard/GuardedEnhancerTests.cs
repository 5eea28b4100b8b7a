using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Enhancers.Guard;

public sealed class GuardedEnhancerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RobotOptions _options = new() { ReferenceTimeout = Timeout.InfiniteTimeSpan, ReferenceAttempts = 3 };
    private readonly List<GuardedEnhancer> _guards = [];

    public void Dispose() => _guards.ForEach(guard => guard.Dispose());

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

    [Fact]
    public async Task An_enhancer_that_ignores_its_token_is_left_behind_at_its_time_out()
    {
        (_options.ReferenceAttempts, _options.ReferenceTimeout) = (1, TimeSpan.FromSeconds(10));
        var never = new TaskCompletionSource<EnhancerOutcome>();
        var guard = Guard((_, _) => new(never.Task));

        var running = EnhanceAsync(guard);
        await _time.TimersArmedAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("The enhancer took longer than 10 s for this reference. It was tried 1 times.", (await running).Reason);
        Assert.True(guard.HasAbandonedCalls);
        never.SetResult(default);
        Assert.False(guard.HasAbandonedCalls);
    }

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
        _options.Concurrency = 2;
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
        _options.ReferencesPerMinute = 60;
        var begun = new List<DateTimeOffset>();
        var guard = Guard((_, _) =>
        {
            begun.Add(_time.GetUtcNow());
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

    [Fact]
    public async Task Cancelling_ends_the_call_with_a_cancellation_and_not_with_a_failed_reference()
    {
        using var cancelled = new CancellationTokenSource();
        var guard = Guard(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
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
        (_options.ReferenceAttempts, _options.ReferenceTimeout) = (1, TimeSpan.FromSeconds(10));
        using var cancelled = new CancellationTokenSource();
        var guard = Guard(async (_, token) =>
        {
            token.Register(static () => throw new InvalidOperationException("A callback of the author's."));
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            return default;
        });

        var running = guard.EnhanceAsync(Reference(), Context(), cancelled.Token).AsTask();
        await _time.TimersArmedAsync();
        if (timesOut)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.StartsWith("The enhancer took longer than 10 s", (await running).Reason, StringComparison.Ordinal);
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
        (_options.ReferenceAttempts, _options.ReferenceTimeout) = (1, TimeSpan.FromSeconds(10));
        var calls = 0;
        var guard = Guard(async (_, token) =>
        {
            if (++calls == 2)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            }

            return DelegateEnhancer.Annotated("ok");
        });

        Assert.True((await EnhanceAsync(guard)).IsEnhanced);
        _time.Advance(TimeSpan.FromSeconds(9));
        var running = EnhanceAsync(guard);
        await _time.TimersArmedAsync();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False((await running).IsEnhanced);
    }

    private GuardedEnhancer Guard(Func<Reference, CancellationToken, ValueTask<EnhancerOutcome>> enhance)
    {
        var guard = new GuardedEnhancer(new DelegateEnhancer(enhance), _options, _time, NullLogger<GuardedEnhancer>.Instance);
        _guards.Add(guard);
        return guard;
    }

    private static Task<EnhancerOutcome> EnhanceAsync(GuardedEnhancer guard) =>
        guard.EnhanceAsync(Reference(), Context(), CancellationToken.None).AsTask();

    /// <summary>Moves time on, a second a step, until the call has ended. Without a time-out the guard's own waits are all that time is for.</summary>
    private async Task WaitOutAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, _time.TimersArmedAsync());
            if (!running.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }

    private static Reference Reference()
    {
        var id = new ReferenceId(Guid.Parse("0198c1a2-7b3c-7def-8123-000000000001"));
        return new Reference(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}"}"""), id);
    }

    private static EnhancerContext Context() => new() { Batch = TestRobots.BatchId, Robot = TestRobots.RobotId, RobotVersion = "1" };
}
