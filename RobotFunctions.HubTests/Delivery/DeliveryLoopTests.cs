using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Delivery;

public sealed class DeliveryLoopTests
{
    [Theory]
    [Stores]
    public async Task An_event_arrives_as_a_CloudEvent_that_an_independent_verifier_accepts(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind, time: new(TimeProvider.System.GetUtcNow()));
        await using var receiver = await WebhookReceiver.StartAsync();
        var (_, secret) = await hub.SubscribeAsync(receiver.Url);

        var recorded = Assert.Single(await hub.RecordAsync());
        await hub.UntilAsync(DeliveryStatus.Delivered);

        var received = Assert.Single(receiver.Received);
        Assert.Equal(recorded.Id.ToString(), received.Id);
        Assert.Equal("application/json; charset=utf-8", received.Headers["content-type"].ToString());
        Verify(received, secret);
        var body = JsonElement.Parse(received.Body);
        Assert.Equal(
            ("1.0", received.Id, "task.created", "/api/v1/tasks/1", "application/json", "request-1", "ü"),
            (Text("specversion"), Text("id"), Text("type"), Text("subject"), Text("datacontenttype"), Text("requestid"), body.GetProperty("data").GetProperty("state").GetString()));
        Assert.Equal(recorded.At, body.GetProperty("time").GetDateTimeOffset());
        Assert.Equal((int)HttpStatusCode.NoContent, Assert.Single(await hub.AttemptsAsync()).Answer);

        string? Text(string name) => body.GetProperty(name).GetString();
    }

    [Theory]
    [Stores]
    public async Task An_event_goes_to_the_subscriptions_of_its_type_only(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync($"{receiver.Url}/tasks", "tasks", "task.*");
        await hub.SubscribeAsync($"{receiver.Url}/robots", "robots", "robot.created", "robot.deleted");

        await hub.RecordAsync(type: "task.created");
        await hub.RecordAsync(type: "robot.deleted");
        await hub.RecordAsync(type: "robot.updated");
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 2);

        Assert.Equal(["/robots", "/tasks"], receiver.Received.Select(static received => received.Target).Order());
    }

    [Theory]
    [Stores]
    public async Task A_change_that_is_rolled_back_tells_nobody(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync(receiver.Url);

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.App.WriteAsync(async store =>
        {
            await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default);
            await store.SaveChangesAsync();
            throw new InvalidOperationException("The change fails after its event was recorded.");
        }));
        await hub.RecordAsync(type: "task.resolved");
        await hub.UntilAsync(DeliveryStatus.Delivered);

        Assert.Equal("task.resolved", JsonElement.Parse(Assert.Single(receiver.Received).Body).GetProperty("type").GetString());
    }

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
            hub.Time.Advance(DeliveryVerdict.Schedule[attempt]);
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
    public async Task Targets_that_hang_delay_no_other(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var hanging = await WebhookReceiver.StartAsync();
        for (var number = 0; number < 10; number++)
        {
            await hub.SubscribeAsync($"{hanging.Url}/hang", $"hanging {number}");
        }

        await hub.SubscribeAsync(receiver.Url);

        // The time of the Hub stands still, so that no send to a hanging target ends.
        await hub.RecordAsync(count: 100);
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 100);

        Assert.Equal(100, receiver.Received.Select(static received => received.Id).Distinct().Count());
        Assert.True(hanging.Received.Count <= 10 * Circuit.MaxSends, $"{hanging.Received.Count} sends hang.");
    }

    [Theory]
    [Stores]
    public async Task A_target_that_does_not_answer_in_time_fails_and_gets_one_request_at_a_time(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var hanging = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync($"{hanging.Url}/hang");

        await hub.RecordAsync(count: Circuit.MaxSends + 5);
        await Eventually.TrueAsync(() => hanging.Received.Count == Circuit.MaxSends);
        hub.Time.Advance(DeliverySender.TimeOut);
        await Eventually.TrueAsync(async () => (await hub.AttemptsAsync()).Count == Circuit.MaxSends);
        hub.Time.Advance(Circuit.Pause);
        await Eventually.TrueAsync(() => hanging.Received.Count == Circuit.MaxSends + 1);

        Assert.All(await hub.AttemptsAsync(), static attempt => Assert.Equal("The destination did not answer within 20 s.", attempt.Problem));
        Assert.Equal(1, (await hub.DeliveriesAsync()).Count(static delivery => delivery.Status == DeliveryStatus.Sending));
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

    [Theory]
    [Stores]
    public async Task What_a_dead_process_had_claimed_is_delivered_under_the_same_id_when_its_lease_ends(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (subscription, _) = await hub.SubscribeAsync(receiver.Url);
        var dead = hub.Get<DeliveryQueue>();
        HubEvent? recorded = null;

        // In one transaction with the record: the loop of this process sees it claimed already.
        await hub.App.WriteAsync(async store =>
        {
            recorded = await hub.Get<Outbox>().RecordAsync(store, DeliveryHub.Occurred(), default);
            await store.SaveChangesAsync();
            await store.Deliveries.ExecuteUpdateAsync(
                set => set.SetProperty(static delivery => delivery.Status, DeliveryStatus.Sending).SetProperty(static delivery => delivery.DueAt, hub.Time.GetUtcNow() + DeliveryQueue.Lease));
        });
        hub.Time.Advance(DeliveryQueue.Lease - TimeSpan.FromSeconds(5));
        Assert.Empty((await dead.AdvanceAsync(subscription.Id, [], room: 10, default))!.Items);
        Assert.Empty(receiver.Received);
        hub.Time.Advance(TimeSpan.FromSeconds(5));
        await hub.UntilAsync(DeliveryStatus.Delivered);

        Assert.Equal(recorded!.Id.ToString(), Assert.Single(receiver.Received).Id);
    }

    [Theory]
    [Stores]
    public async Task Who_lost_its_lease_cannot_mark_the_delivery_any_more(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var hanging = await WebhookReceiver.StartAsync();
        var (subscription, _) = await hub.SubscribeAsync($"{hanging.Url}/hang");
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Sending);

        var late = Assert.Single(await hub.DeliveriesAsync());
        await hub.App.WriteAsync(store => store.Deliveries.ExecuteUpdateAsync(
            set => set.SetProperty(static delivery => delivery.DueAt, late.DueAt + TimeSpan.FromSeconds(1))));
        var result = new SendResult { Answer = 200 };
        await hub.Get<DeliveryQueue>().AdvanceAsync(subscription.Id, [new(late, subscription.Url, result, DeliveryVerdict.Of(1, result, hub.Time.GetUtcNow()), Attempt: null)], room: 0, default);

        Assert.Equal(DeliveryStatus.Sending, Assert.Single(await hub.DeliveriesAsync()).Status);
    }

    [PostgresFact]
    public async Task Two_Hubs_on_one_database_deliver_nothing_twice()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var one = await DeliveryHub.StartAsync(StoreKind.Postgres, database);
        await using var other = await DeliveryHub.StartAsync(StoreKind.Postgres, database);
        await one.SubscribeAsync(receiver.Url);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => (number % 2 == 0 ? one : other).RecordAsync(count: 50)));
        await one.UntilAsync(DeliveryStatus.Delivered, count: 400);

        Assert.Equal(400, receiver.Received.Count);
        Assert.Equal(400, receiver.Received.Select(static received => received.Id).Distinct().Count());
        Assert.DoesNotContain(one.App.Logs.Lines.Concat(other.App.Logs.Lines), static line => line.Level >= LogLevel.Warning && !line.Text.Contains("KeysCertificate", StringComparison.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_rotated_secret_and_the_former_one_both_verify_for_a_day(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind, time: new(TimeProvider.System.GetUtcNow()));
        await using var receiver = await WebhookReceiver.StartAsync();
        var (subscription, former) = await hub.SubscribeAsync(receiver.Url);
        var current = (await hub.Get<Subscriptions>().RotateAsync(CommandLineCaller.In(Workspace.DefaultId), subscription.Id, secret: null, default)).Secret!;

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered);
        var received = receiver.Received.Single();
        Assert.NotEqual(former, current);

        // The package reads the first signature of a header only, so each is verified by itself. Our verifier, and those of npm, read all.
        var signatures = received.Headers["webhook-signature"].ToString().Split(' ');
        Assert.Equal(2, signatures.Length);
        Verify(received, current, signatures[0]);
        Verify(received, former, signatures[1]);

        hub.Time.Advance(Subscriptions.Overlap);
        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Delivered, count: 2);
        Assert.Single(receiver.Received.Last().Headers["webhook-signature"].ToString().Split(' '));
    }

    [Theory]
    [Stores]
    public async Task A_name_that_leads_to_a_private_address_is_not_called_unless_that_is_allowed(StoreKind kind)
    {
        await using var hub = await DeliveryHub.StartAsync(kind, allowPrivate: false);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.SubscribeAsync(receiver.Url.Replace("http://127.0.0.1", "https://localhost", StringComparison.Ordinal) + "/?key=secret");

        await hub.RecordAsync();
        await hub.UntilAsync(DeliveryStatus.Pending, attempts: 1);

        Assert.Empty(receiver.Received);
        var problem = Assert.Single(await hub.AttemptsAsync()).Problem;
        Assert.Contains("AllowPrivateDestinations", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_stop_interrupts_sends_after_the_grace_period_and_counts_no_attempt(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var hanging = await WebhookReceiver.StartAsync();
        var hub = await DeliveryHub.StartAsync(kind, database);
        await hub.SubscribeAsync($"{hanging.Url}/hang");
        await hub.RecordAsync();
        await Eventually.TrueAsync(() => hanging.Received.Count == 1);

        // The grace period has begun when the call returns.
        var stop = hub.Get<IEnumerable<IHostedService>>().OfType<DeliveryLoop>().Single().StopAsync(default);
        hub.Time.Advance(DestinationPump.Grace);
        await stop;
        await hub.DisposeAsync();

        // Long before the lease would have ended.
        await using var next = await DeliveryHub.StartAsync(kind, database, hub.Time);
        await Eventually.TrueAsync(() => hanging.Received.Count == 2);
        Assert.Equal(0, Assert.Single(await next.DeliveriesAsync()).Attempts);
        Assert.Empty(await next.AttemptsAsync());
        Assert.Single(hanging.Received.Select(static received => received.Id).Distinct());
    }

    private static void Verify(ReceivedWebhook received, string secret, string? signature = null)
    {
        var headers = new HeaderDictionary();
        foreach (var name in (string[])["webhook-id", "webhook-timestamp", "webhook-signature"])
        {
            headers[name] = received.Headers[name].ToString();
        }

        headers["webhook-signature"] = signature ?? headers["webhook-signature"];
        new StandardWebhooks.StandardWebhook(secret).Verify(System.Text.Encoding.UTF8.GetString(received.Body), headers);
    }
}
