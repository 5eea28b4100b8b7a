using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.HubTests.Delivery;

public sealed class DeliveryVerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Arbitrary<int> Attempts = Gen.Choose(1, 20).ToArbitrary();

    private static readonly Arbitrary<SendResult> Failures = (
        from answer in Gen.Elements<int?>(null, 100, 301, 400, 404, 408, 429, 500, 503, 599)
        from wait in Gen.Elements<int?>(null, 0, 1, 60, 300)
        select new SendResult { Answer = answer, Problem = "It failed.", RetryAfter = wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null }).ToArbitrary();

    [Fact]
    public void The_schedule_is_the_one_that_is_documented() => Assert.Equal(
        ["00:00:00", "00:00:05", "00:05:00", "00:30:00", "02:00:00", "05:00:00", "10:00:00", "14:00:00", "20:00:00", "1.00:00:00"],
        DeliveryVerdict.Schedule.Select(static wait => wait.ToString()));

    [Fact]
    public void A_success_ends_the_delivery_whichever_attempt_it_is() =>
        Prop.ForAll(Attempts, static attempts => DeliveryVerdict.Of(attempts, new SendResult { Answer = 200 }, Now) == new DeliveryVerdict(DeliveryStatus.Delivered, Now))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_answer_410_pauses_the_delivery_even_at_the_last_attempt() =>
        Prop.ForAll(Attempts, static attempts => DeliveryVerdict.Of(attempts, new SendResult { Answer = 410, Problem = "Gone." }, Now).Status == DeliveryStatus.Paused)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_failure_is_repeated_until_the_schedule_ends_and_is_a_dead_letter_then() =>
        Prop.ForAll(Attempts, Failures, static (attempts, failure) =>
            DeliveryVerdict.Of(attempts, failure, Now).Status == (attempts < DeliveryVerdict.Schedule.Count ? DeliveryStatus.Pending : DeliveryStatus.Dead))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_wait_that_is_asked_for_only_lengthens_the_schedule_and_by_five_minutes_at_most() =>
        Prop.ForAll(Gen.Choose(1, DeliveryVerdict.Schedule.Count - 1).ToArbitrary(), Failures, static (attempts, failure) =>
        {
            var wait = DeliveryVerdict.Of(attempts, failure, Now).DueAt - Now;
            return wait >= DeliveryVerdict.Schedule[attempts] && wait >= (failure.RetryAfter ?? TimeSpan.Zero)
                && (wait == DeliveryVerdict.Schedule[attempts] || wait <= RetryAfter.Longest);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_attempt_that_was_not_made_has_no_verdict() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => DeliveryVerdict.Of(0, SendResult.Unanswered("It failed."), Now));
}
