using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Recipe;

namespace RobotFunctions.Tests.Recipe;

public sealed class RetryPolicyTests
{
    private static readonly BatchId Batch = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));
    private static readonly RetryPolicy Policy = new(TimeSpan.FromHours(6));

    [Fact]
    public void Waits_double_from_a_second_to_five_minutes_with_a_fifth_of_jitter()
    {
        for (var attempt = 1; attempt <= 40; attempt++)
        {
            var wait = Wait(FailureKind.Transient, attempt)!.Value.TotalSeconds;
            var centre = Math.Min(Math.Pow(2, attempt - 1), 300);
            Assert.InRange(wait, centre * 0.8, centre * 1.2);
        }
    }

    [Fact]
    public void The_same_batch_and_attempt_always_wait_as_long_so_that_a_replay_does()
    {
        Assert.Equal(Wait(FailureKind.Transient, 7), Wait(FailureKind.Transient, 7));
    }

    [Fact]
    public void Different_batches_wait_differently_so_that_they_do_not_come_all_at_once()
    {
        var random = new Random(1);
        var waits = Enumerable.Range(0, 100).Select(_ =>
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return Policy.NextWait(new StepFailure(FailureKind.Transient, ""), new BatchId(new Guid(bytes)), 5, TimeSpan.Zero);
        });

        Assert.InRange(waits.Distinct().Count(), 90, 100);
    }

    [Fact]
    public void A_longer_wait_that_the_other_side_asks_for_is_kept()
    {
        var failure = new StepFailure(FailureKind.Transient, "429", RetryAfter: TimeSpan.FromMinutes(11));

        Assert.Equal(TimeSpan.FromMinutes(11), Policy.NextWait(failure, Batch, 1, TimeSpan.Zero));
    }

    [Fact]
    public void A_wait_that_the_other_side_asks_for_ends_no_run_that_has_time_left()
    {
        var failure = new StepFailure(FailureKind.Transient, "503", RetryAfter: TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromHours(1), Policy.NextWait(failure, Batch, 1, TimeSpan.FromHours(5)));
        Assert.Equal(TimeSpan.FromHours(0.5), Policy.NextWait(failure, Batch, 1, TimeSpan.FromHours(5.5)));
        Assert.Equal(TimeSpan.FromSeconds(10), new RetryPolicy(TimeSpan.FromSeconds(10)).NextWait(failure, Batch, 1, TimeSpan.Zero));
        Assert.Null(Policy.NextWait(failure, Batch, 1, TimeSpan.FromHours(6)));
    }

    [Fact]
    public void A_run_of_the_first_recipe_does_not_begin_a_wait_that_would_outlast_its_patience()
    {
        var failure = new StepFailure(FailureKind.Transient, "503", RetryAfter: TimeSpan.FromHours(1));
        var policy = Policy with { Recipe = 1 };

        Assert.NotNull(policy.NextWait(failure, Batch, 1, TimeSpan.FromHours(5)));
        Assert.Null(policy.NextWait(failure, Batch, 1, TimeSpan.FromHours(5.01)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4_294_968)]
    public void A_shorter_wait_that_the_other_side_asks_for_does_not_replace_the_back_off(int seconds)
    {
        var failure = new StepFailure(FailureKind.Transient, "503", RetryAfter: TimeSpan.FromSeconds(seconds));

        Assert.Equal(Wait(FailureKind.Transient, 4), Policy.NextWait(failure, Batch, 4, TimeSpan.Zero));
    }

    [Fact]
    public void A_clock_that_is_put_back_takes_no_time_away() =>
        Assert.NotNull(RetryPolicy.Unlimited.NextWait(new StepFailure(FailureKind.Transient, ""), Batch, 1, TimeSpan.FromHours(-1)));

    [Theory]
    [InlineData(FailureKind.Permanent)]
    [InlineData(FailureKind.Uncertain)]
    [InlineData(FailureKind.LeaseLost)]
    [InlineData(FailureKind.PayloadLost)]
    [InlineData(FailureKind.Stopped)]
    [InlineData(FailureKind.SignedUrlRefused)]
    public void Failures_that_pass_by_no_waiting_are_not_waited_for(FailureKind kind) => Assert.Null(Wait(kind, 1));

    [Fact]
    public void A_crash_is_tried_five_times() =>
        Assert.Equal([true, true, true, true, false], Enumerable.Range(1, 5).Select(attempt => Wait(FailureKind.Crashed, attempt) is not null));

    private static TimeSpan? Wait(FailureKind kind, int attempt) =>
        Policy.NextWait(new StepFailure(kind, "Because."), Batch, attempt, TimeSpan.Zero);
}
