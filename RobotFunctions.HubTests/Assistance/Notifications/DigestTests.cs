using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Notifications;

/// <summary>Slack's limit of one message a second, on all replicas together.</summary>
public sealed class DigestTests
{
    [Theory]
    [Stores]
    public async Task A_thousand_requests_at_once_reach_Slack_as_digests_within_its_limit_and_none_is_dropped(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var slack = await SlackSimulator.StartAsync(hub.Time);
        var channel = await hub.SlackAsync(slack);
        var start = hub.Time.GetUtcNow();

        for (var number = 0; number < 1000; number++)
        {
            await hub.AskAsync(channel);
        }

        await hub.PassUntilAllEndedAsync(TimeSpan.FromMilliseconds(500));

        var notifications = await hub.NotificationsAsync();
        Assert.All(notifications, static found => Assert.Equal((NotificationStatus.Delivered, 1), (found.Status, found.Attempts)));
        Assert.Equal(1000, slack.Posts.SelectMany(static post => post.Ids).Distinct().Count());
        Assert.Equal((1000, 0), (slack.Posts.Sum(static post => post.Ids.Count), slack.TooMany));
        Assert.True(hub.Time.GetUtcNow() - start <= TimeSpan.FromMinutes(1), $"It took {hub.Time.GetUtcNow() - start}.");

        // Each says whose message told of it.
        var heads = slack.Posts.SelectMany(static post => post.Ids.Select(id => (id, Head: post.Ids[0]))).ToDictionary(static pair => pair.id, static pair => pair.Head);
        Assert.All(notifications, found => Assert.Equal(heads[found.Id], found.DigestId ?? found.Id));
    }

    [PostgresFact]
    public async Task Two_Hubs_on_one_database_keep_the_limit_together_and_send_nothing_twice()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres);
        var time = new FakeTimeProvider();
        await using var one = await AssistanceHub.StartAsync(StoreKind.Postgres, database, time);
        await using var other = await AssistanceHub.StartAsync(StoreKind.Postgres, database, time);
        await using var slack = await SlackSimulator.StartAsync(time);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (channel, webhook) = (await one.SlackAsync(slack), await one.WebhookAsync(receiver.Url, AssistanceHub.NewSecret()));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            for (var request = 0; request < 25; request++)
            {
                await (number % 2 == 0 ? one : other).AskAsync(channel, webhook);
            }
        }));
        await one.PassUntilAllEndedAsync(TimeSpan.FromMilliseconds(500));

        Assert.All(await one.NotificationsAsync(), static found => Assert.Equal((NotificationStatus.Delivered, 1), (found.Status, found.Attempts)));
        Assert.Equal((200, 200, 0), (slack.Posts.Sum(static post => post.Ids.Count), slack.Posts.SelectMany(static post => post.Ids).Distinct().Count(), slack.TooMany));
        Assert.Equal((200, 200), (receiver.Received.Count, receiver.Received.Select(static received => received.Id).Distinct().Count()));
    }

    [Theory]
    [Stores]
    public async Task When_Slack_asks_to_wait_nothing_is_sent_before_that_time_and_the_digest_comes_again_whole(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var slack = await SlackSimulator.StartAsync(hub.Time, static (context, before) =>
        {
            if (before == 0)
            {
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "30";
            }

            return Task.FromResult(before == 0);
        });
        var start = hub.Time.GetUtcNow();
        var channel = await hub.SlackAsync(slack);

        await hub.AskAsync(channel);
        await hub.UntilAsync(NotificationStatus.Pending, attempts: 1);
        await hub.AskAsync(channel);
        await hub.PassUntilAllEndedAsync(TimeSpan.FromSeconds(1));

        var post = Assert.Single(slack.Posts);
        Assert.Equal(2, post.Ids.Count);
        Assert.True(post.At - start >= TimeSpan.FromSeconds(30), $"It was sent after {post.At - start}.");
    }

    [Theory]
    [Stores]
    public async Task The_slot_of_a_process_that_died_is_free_when_its_send_would_have_timed_out(StoreKind kind)
    {
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var slack = await SlackSimulator.StartAsync(hub.Time);
        var channel = await hub.SlackAsync(slack);
        var limits = hub.Get<ChannelKinds>()[ChannelKind.Slack].Limits;
        await hub.App.WriteAsync(async store => Assert.NotNull(await ChannelSlots.TakeAsync(store, channel, limits, hub.Time.GetUtcNow(), default)));
        await hub.App.WriteAsync(async store => Assert.Null(await ChannelSlots.TakeAsync(store, channel, limits, hub.Time.GetUtcNow(), default)));

        var start = hub.Time.GetUtcNow();
        await hub.AskAsync(channel);
        await hub.PassUntilAllEndedAsync(TimeSpan.FromSeconds(1));

        Assert.True(Assert.Single(slack.Posts).At - start >= ChannelSending.TimeOut);
    }
}
