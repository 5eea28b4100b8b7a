using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

/// <summary>What becomes of a delivery that its target does not accept.</summary>
public sealed class FailedDeliveryTests
{
    [Theory]
    [Stores]
    public async Task A_failed_delivery_is_repeated_after_five_seconds_under_the_same_id_and_a_new_signature(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync(static (context, before) =>
        {
            context.Response.StatusCode = before == 0 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            return before == 0 ? context.Response.WriteAsync("out\r\nof\0order") : Task.CompletedTask;
        });
        await hub.SubscribeAsync(receiver.Url);

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);
        Assert.Equal(hub.Time.GetUtcNow().AddSeconds(5), Assert.Single(await hub.DeliveriesAsync()).DueAt);
        hub.Time.Advance(TimeSpan.FromSeconds(5));
        await hub.UntilAsync(DeliveryStatus.Delivered);

        var (first, second) = (receiver.Received.First(), receiver.Received.Last());
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Body, second.Body);
        Assert.NotEqual(first.Headers["webhook-signature"], second.Headers["webhook-signature"]);
        Assert.Equal([(500, "The destination answered 500: out of order."), (200, null)], (await hub.AttemptsAsync()).Select(static attempt => (attempt.Answer!.Value, attempt.Problem)));
    }

    [Theory]
    [Stores]
    public async Task After_ten_attempts_a_delivery_is_a_dead_letter_and_can_be_delivered_again(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var works = false;
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = works ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        await hub.SubscribeAsync(receiver.Url);

        await hub.RecordAsync();
        for (var attempt = 1; attempt < DeliveryVerdict.Schedule.Count; attempt++)
        {
            await hub.UntilAsync(DeliveryStatus.Pending, attempts: attempt);
            hub.Time.Skip(DeliveryVerdict.Schedule[attempt]);
        }

        await hub.UntilAsync(DeliveryStatus.Dead);
        Assert.Contains(hub.App.Logs.Lines, static line => line.Level == LogLevel.Warning && line.Text.Contains("dead letter", StringComparison.Ordinal));
        works = true;
        Assert.Equal(1, await hub.Get<Redelivery>().RedeliverAllDeadAsync(CommandLineCaller.In(Workspace.DefaultId), default));
        await hub.UntilAsync(DeliveryStatus.Delivered);

        Assert.Equal(DeliveryVerdict.Schedule.Count + 1, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(static received => received.Id).Distinct());
        Assert.Equal(DeliveryVerdict.Schedule.Count + 1, (await hub.AttemptsAsync()).Count);
    }

    [Theory]
    [Stores]
    public async Task A_target_that_does_not_answer_in_time_fails_and_gets_one_request_at_a_time(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var hanging = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync($"{hanging.Url}/hang");

        await hub.RecordAsync(count: Circuit.MaxSends);
        await Eventually.TrueAsync(() => hanging.Received.Count == Circuit.MaxSends);
        hub.Time.Advance(DeliverySender.TimeOut);
        await Eventually.TrueAsync(async () => (await hub.AttemptsAsync()).Count == Circuit.MaxSends);
        await hub.RecordAsync(count: 5);
        hub.Time.Advance(Circuit.Pause);
        await Eventually.TrueAsync(() => hanging.Received.Count == Circuit.MaxSends + 1);

        Assert.All(await hub.AttemptsAsync(), static attempt => Assert.Equal("The destination did not answer within 20 s.", attempt.Problem));
        Assert.Equal(1, (await hub.DeliveriesAsync()).Count(static delivery => delivery.Status == DeliveryStatus.Sending));
    }

    [Theory]
    [Stores]
    public async Task What_was_claimed_ahead_is_given_back_without_an_attempt_when_the_target_fails(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var broken = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync($"{broken.Url}/503");

        await hub.App.WriteAsync(async store =>
        {
            for (var number = 0; number < DestinationPump.MaxUnrecorded + Circuit.MaxSends; number++)
            {
                await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default);
            }
        });
        await Eventually.TrueAsync(() => broken.Received.Count >= Circuit.MaxFailures);
        await hub.UntilAsync(DeliveryStatus.Pending, count: DestinationPump.MaxUnrecorded + Circuit.MaxSends);

        Assert.Equal(broken.Received.Count, (await hub.DeliveriesAsync()).Sum(static delivery => delivery.Attempts));
        Assert.InRange(broken.Received.Count, Circuit.MaxFailures, DestinationPump.MaxUnrecorded);
    }

    [Theory]
    [Stores]
    public async Task Nothing_that_was_claimed_ahead_is_sent_to_a_target_that_was_disabled_meanwhile(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = await WebhookReceiver.StartAsync((_, _) => answer.Task);
        var (subscription, _) = await hub.SubscribeAsync(receiver.Url);
        await hub.RecordAsync(count: Circuit.MaxSends + 10);
        await hub.UntilAsync(DeliveryStatus.Sending, count: Circuit.MaxSends + 10);

        await hub.Get<SubscriptionSwitch>().DisableAsync(CommandLineCaller.In(Workspace.DefaultId), subscription.Id, default);
        await hub.UntilAsync(DeliveryStatus.Pending, count: 10);
        answer.SetResult();
        await hub.UntilAsync(DeliveryStatus.Delivered, count: Circuit.MaxSends);
        hub.Time.Advance(DeliveryLoop.SweepInterval);
        await hub.UntilAsync(DeliveryStatus.Paused, count: 10);

        Assert.Equal(Circuit.MaxSends, receiver.Received.Count);
    }

    [Theory]
    [Stores]
    public async Task A_target_that_answers_410_is_disabled_and_enabling_it_resumes_what_was_paused(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        var gone = true;
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = gone ? StatusCodes.Status410Gone : StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        var (subscription, _) = await hub.SubscribeAsync(receiver.Url);

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Paused);
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Paused, count: 2);
        Assert.NotNull(await hub.App.ReadAsync(static store => store.Subscriptions.Select(static found => found.DisabledReason).SingleAsync()));

        gone = false;
        await hub.Get<SubscriptionSwitch>().EnableAsync(CommandLineCaller.In(Workspace.DefaultId), subscription.Id, discard: false, default);
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 2);
        Assert.Equal(3, receiver.Received.Count);
    }

    [Theory]
    [Stores]
    public async Task Enabling_can_discard_what_was_paused(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (subscription, _) = await hub.SubscribeAsync(receiver.Url);
        await hub.Get<SubscriptionSwitch>().DisableAsync(CommandLineCaller.In(Workspace.DefaultId), subscription.Id, default);
        await hub.RecordAsync(count: 2);

        await hub.Get<SubscriptionSwitch>().EnableAsync(CommandLineCaller.In(Workspace.DefaultId), subscription.Id, discard: true, default);
        Assert.Empty(await hub.DeliveriesAsync());
        var recorded = Assert.Single(await hub.RecordAsync());
        await hub.UntilAsync(DeliveryStatus.Delivered);

        Assert.Equal(recorded.Id.ToString(), Assert.Single(receiver.Received).Id);
    }

    [Theory]
    [Stores]
    public async Task A_redirect_is_a_failure_and_is_not_followed(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync(static (context, _) =>
        {
            context.Response.Redirect("/elsewhere?key=secret");
            return Task.CompletedTask;
        });
        await hub.SubscribeAsync(receiver.Url);

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);

        Assert.Single(receiver.Received);
        var problem = Assert.Single(await hub.AttemptsAsync()).Problem;
        Assert.Contains("302", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", problem, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_wait_that_the_target_asks_for_is_kept_within_bounds(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync(static (context, before) =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = before == 0 ? "60" : "100000000";
            return Task.CompletedTask;
        });
        await hub.SubscribeAsync(receiver.Url);

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);
        Assert.Equal(hub.Time.GetUtcNow().AddSeconds(60), Assert.Single(await hub.DeliveriesAsync()).DueAt);
        hub.Time.Advance(TimeSpan.FromSeconds(60));
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 2);

        Assert.Equal(hub.Time.GetUtcNow().AddMinutes(5), Assert.Single(await hub.DeliveriesAsync()).DueAt);
    }
}
