using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Notifications;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Notifications;

/// <summary>Who is told, when, and what happens when a channel does not work.</summary>
public sealed class NotificationLoopTests
{
    private static readonly TimeSpan Fallback = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Escalation = TimeSpan.FromMinutes(15);

    [Theory]
    [Stores]
    public async Task A_request_is_told_through_every_channel_of_its_first_step(StoreKind kind)
    {
        // The verifier of the webhook knows only the real time.
        await using var hub = await AssistanceHub.StartAsync(kind, time: new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await using var slack = await SlackSimulator.StartAsync(hub.Time);
        await using var receiver = await WebhookReceiver.StartAsync();
        var secret = AssistanceHub.NewSecret();

        await hub.AskAsync(await hub.SlackAsync(slack), await hub.WebhookAsync(receiver.Url, secret), await hub.LogAsync());
        await hub.UntilAsync(NotificationStatus.Delivered, count: 3);

        var notifications = await hub.NotificationsAsync();
        Assert.Equal(Assert.Single(slack.Posts).Ids, notifications.Where(found => found.Id == slack.Posts[0].Ids[0]).Select(static found => found.Id));
        Assert.Contains("The invoice is wrong.", slack.Posts[0].Text, StringComparison.Ordinal);
        var received = Assert.Single(receiver.Received);
        Assert.Contains(notifications, found => found.Id == Guid.Parse(received.Id));
        Assert.Equal("pricing", JsonElement.Parse(received.Body).GetProperty("data").GetProperty("topic").GetString());
        new StandardWebhooks.StandardWebhook(secret).Verify(System.Text.Encoding.UTF8.GetString(received.Body), Headers(received));
        Assert.Contains(hub.App.Logs.Lines, static line => line.Text.Contains("The invoice is wrong.", StringComparison.Ordinal));

        static HeaderDictionary Headers(ReceivedWebhook received) => new(received.Headers.ToDictionary(static header => header.Key, static header => header.Value, StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [Stores]
    public async Task A_fallback_is_told_after_its_time_unless_another_channel_has_delivered(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var hanging = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var (dead, alive, log) = (await hub.WebhookAsync($"{hanging.Url}/503", AssistanceHub.NewSecret(), "dead"), await hub.WebhookAsync(receiver.Url, AssistanceHub.NewSecret(), "alive"), await hub.LogAsync());
        var told = await hub.AskAsync("told", [(alive, 0, NotificationCondition.Always, TimeSpan.Zero), (log, 1, NotificationCondition.UnlessDelivered, Fallback)]);
        var untold = await hub.AskAsync("untold", [(dead, 0, NotificationCondition.Always, TimeSpan.Zero), (log, 1, NotificationCondition.UnlessDelivered, Fallback)]);
        await hub.UntilAsync(NotificationStatus.Delivered);
        await hub.UntilAsync(NotificationStatus.Pending, attempts: 1);

        hub.Time.Advance(Fallback - TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(hub.App.Logs.Lines, static line => line.Text.Contains("untold", StringComparison.Ordinal));
        hub.Time.Advance(TimeSpan.FromSeconds(1) + NotificationLoop.SweepInterval);
        await hub.UntilAsync(NotificationStatus.Delivered, count: 2);
        await hub.UntilAsync(NotificationStatus.Skipped);

        var skipped = (await hub.NotificationsAsync()).Single(static found => found.Status == NotificationStatus.Skipped);
        Assert.Equal((told.Id, "Another channel had delivered the request."), (skipped.RequestId, skipped.Problem));
        Assert.Contains(hub.App.Logs.Lines, static line => line.Text.Contains("untold", StringComparison.Ordinal));
        Assert.NotEqual(told.Id, untold.Id);
    }

    [Theory]
    [Stores]
    public async Task When_every_channel_of_a_step_has_failed_for_good_the_fallback_is_told_at_once(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var gone = await WebhookReceiver.StartAsync();
        var (one, other, log) = (await hub.WebhookAsync($"{gone.Url}/404", AssistanceHub.NewSecret(), "one"), await hub.WebhookAsync($"{gone.Url}/410", AssistanceHub.NewSecret(), "other"), await hub.LogAsync());

        await hub.AskAsync("urgent", [
            (one, 0, NotificationCondition.Always, TimeSpan.Zero), (other, 0, NotificationCondition.Always, TimeSpan.Zero),
            (log, 1, NotificationCondition.UnlessDelivered, Fallback), (log, 2, NotificationCondition.UnlessAcknowledged, Escalation)]);
        await hub.UntilAsync(NotificationStatus.Delivered);

        // The time has not moved.
        var notifications = await hub.NotificationsAsync();
        Assert.Equal(
            [NotificationStatus.Failed, NotificationStatus.Failed, NotificationStatus.Delivered, NotificationStatus.Pending], notifications.Select(static found => found.Status));
        Assert.All(notifications.Take(2), static found => Assert.EndsWith(".", found.Problem, StringComparison.Ordinal));
        var events = await hub.App.ReadAsync(static store => store.Events.AsNoTracking().Where(static found => found.Type == FailedNotifications.EventType).ToListAsync());
        Assert.Equal(2, events.Count);
        Assert.Contains("\"channel_name\":\"one\"", string.Concat(events.Select(static found => System.Text.Encoding.UTF8.GetString(found.Body))), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task An_escalation_is_told_again_until_somebody_takes_care_and_not_after(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var channel = await hub.WebhookAsync(receiver.Url, AssistanceHub.NewSecret());
        var request = await hub.AskAsync("help", [
            (channel, 0, NotificationCondition.Always, TimeSpan.Zero), (channel, 1, NotificationCondition.UnlessAcknowledged, Escalation),
            (channel, 2, NotificationCondition.UnlessAcknowledged, 2 * Escalation)]);
        await hub.UntilAsync(NotificationStatus.Delivered);
        hub.Time.Advance(Escalation + NotificationLoop.SweepInterval);
        await hub.UntilAsync(NotificationStatus.Delivered, count: 2);

        await hub.AcknowledgeAsync(request);
        hub.Time.Advance(Escalation + NotificationLoop.SweepInterval);
        await hub.UntilAsync(NotificationStatus.Skipped);

        Assert.Equal(2, receiver.Received.Count);
    }

    [Theory]
    [Stores]
    public async Task Who_takes_care_between_the_claim_and_the_send_stops_the_send(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        var channel = await hub.LogAsync();
        var request = await hub.AskAsync("help", [(channel, 0, NotificationCondition.Always, TimeSpan.FromHours(1))]);
        var claimed = await hub.App.ReadAsync(static store => store.Notifications.AsNoTracking().ToListAsync());

        Assert.Empty(await hub.Get<NotificationQueue>().SkippedAsync(claimed, default));
        await hub.AcknowledgeAsync(request);

        Assert.Equal("Somebody took care of the request before it was due.", Assert.Single(await hub.Get<NotificationQueue>().SkippedAsync(claimed, default)).Value);
    }

    [Theory]
    [Stores]
    public async Task A_channel_that_does_not_answer_is_tried_again_under_the_same_id_until_the_schedule_ends(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        await hub.AskAsync(await hub.WebhookAsync($"{receiver.Url}/503", AssistanceHub.NewSecret()));

        for (var attempt = 1; attempt < NotificationVerdict.Schedule.Count; attempt++)
        {
            await hub.UntilAsync(NotificationStatus.Pending, attempts: attempt);
            hub.Time.Advance(NotificationVerdict.Schedule[attempt] + NotificationLoop.SweepInterval);
        }

        await hub.UntilAsync(NotificationStatus.Failed);
        Assert.Equal(NotificationVerdict.Schedule.Count, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(static received => received.Id).Distinct());
        Assert.Single(receiver.Received.Select(static received => System.Text.Encoding.UTF8.GetString(received.Body)).Distinct());
        Assert.Contains("503", Assert.Single(await hub.NotificationsAsync()).Problem, StringComparison.Ordinal);
        Assert.Contains(hub.App.Logs.Lines, static line => line.Level == LogLevel.Warning && line.Text.Contains("failed for good", StringComparison.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_Slack_that_hangs_delays_no_mail(StoreKind kind)
    {
        await using var mail = MailServer.Start();
        await using var hub = await AssistanceHub.StartAsync(kind, settings: mail.Settings);
        await using var hanging = await WebhookReceiver.StartAsync();
        var slack = await hub.Get<ChannelDirectory>().CreateAsync(
            RobotFunctions.Hub.Access.CommandLineCaller.In(RobotFunctions.Hub.Access.Workspace.DefaultId), ChannelKind.Slack, new() { Name = "slack", Secret = $"{hanging.Url}/hang", Settings = new() }, default);
        var email = await hub.EmailAsync();

        // The time of the Hub stands still, so that the send to Slack does not end.
        for (var number = 0; number < 20; number++)
        {
            await hub.AskAsync(slack.Channel!.Id, email);
        }

        await hub.UntilAsync(NotificationStatus.Delivered, count: 20);

        Assert.Equal(20, mail.Mails.Select(static received => received.Id).Distinct().Count());
        Assert.Single(hanging.Received);
    }
}
