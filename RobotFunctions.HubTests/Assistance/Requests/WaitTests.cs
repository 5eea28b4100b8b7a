using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Requests;

/// <summary>Topics whose callers wait.</summary>
public sealed class WaitTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    [Theory]
    [Stores]
    public async Task The_answer_is_201_once_a_channel_took_the_request(StoreKind kind)
    {
        await using var hub = await WaitingAsync(kind);
        var asking = AskAsync(hub);
        var request = await StoredAsync(hub);
        Assert.False(asking.IsCompleted);

        await hub.EndAsync(request, NotificationStatus.Delivered);

        using var answer = await asking;
        Assert.Equal((HttpStatusCode.Created, $"/assistance/{request}"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal("delivered", (await answer.JsonAsync()).GetProperty("status").GetString());
    }

    [PostgresFact]
    public async Task The_answer_is_201_too_if_another_replica_sends()
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Postgres);
        var time = new FakeTimeProvider();
        await using var hub = await WaitingAsync(StoreKind.Postgres, database, time);
        await using var second = await RequestHub.StartAsync(StoreKind.Postgres, database, time);
        var asking = AskAsync(hub);

        await second.EndAsync(await StoredAsync(hub), NotificationStatus.Delivered);

        using var answer = await PassAsync(hub, asking, RequestWait.LookAgain);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task If_no_channel_took_it_in_time_it_is_503_and_withdrawn_so_that_nobody_is_told_later(StoreKind kind)
    {
        await using var hub = await WaitingAsync(kind);
        var asking = AskAsync(hub);
        var request = await StoredAsync(hub);

        using var answer = await PassAsync(hub, asking, Timeout);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("within 20 s", await answer.DetailAsync(), StringComparison.Ordinal);
        Assert.All(await hub.NotificationsAsync(request), static notification => Assert.Equal(NotificationStatus.Skipped, notification.Status));
        var (_, read) = await hub.CallAsync(HttpMethod.Get, $"/assistance/{request}");
        Assert.Equal("withdrawn", read.GetProperty("status").GetString());
        Assert.Equal(InboxTaskStatus.Cancelled, (await hub.TaskAsync(request)).Status);
        Assert.Null((await hub.RequestAsync(request)).AcknowledgedAt);
    }

    [Theory]
    [Stores]
    public async Task If_every_channel_has_refused_it_the_caller_need_not_wait(StoreKind kind)
    {
        await using var hub = await WaitingAsync(kind);
        var asking = AskAsync(hub);
        var request = await StoredAsync(hub);

        await hub.EndAsync(request, NotificationStatus.Failed, step: null);

        using var answer = await asking;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull((await hub.RequestAsync(request)).WithdrawnAt);
    }

    [Theory]
    [Stores]
    public async Task What_is_being_sent_at_the_time_out_is_waited_for(StoreKind kind)
    {
        await using var hub = await WaitingAsync(kind);
        var asking = AskAsync(hub);
        var request = await StoredAsync(hub);
        await hub.EndAsync(request, NotificationStatus.Sending);

        hub.Time.Advance(Timeout);
        await hub.EndAsync(request, NotificationStatus.Delivered);

        using var answer = await PassAsync(hub, asking, RequestWait.LookAgain);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task Two_equal_requests_wait_for_the_same_notification(StoreKind kind)
    {
        await using var hub = await WaitingAsync(kind);
        var first = AskAsync(hub);
        var request = await StoredAsync(hub);
        var second = AskAsync(hub);
        await Eventually.TrueAsync(async () => (await hub.RequestAsync(request)).Count == 2);

        await hub.EndAsync(request, NotificationStatus.Delivered);

        using var answer = await PassAsync(hub, first, RequestWait.LookAgain);
        using var other = await PassAsync(hub, second, RequestWait.LookAgain);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (answer.StatusCode, other.StatusCode));
        Assert.Equal(answer.Headers.Location, other.Headers.Location);
    }

    private static async Task<RequestHub> WaitingAsync(StoreKind kind, TestDatabase? database = null, FakeTimeProvider? time = null)
    {
        var hub = await RequestHub.StartAsync(kind, database, time);
        await hub.AddTopicAsync("sales", new { wait = "20 s", group = "1 min" }, "at once: slack", "after 1 min unless delivered: mail");
        return hub;
    }

    private static Task<HttpResponseMessage> AskAsync(RequestHub hub) => hub.AskAsync(new { topic = "sales", description = "Help!" });

    private static async Task<Guid> StoredAsync(RequestHub hub)
    {
        await Eventually.TrueAsync(() => hub.App.ReadAsync(static store => store.AssistanceRequests.AnyAsync()));
        return Assert.Single(await hub.RequestsAsync()).Id;
    }

    // The caller waits on the clock: it is moved until there is an answer.
    private static async Task<HttpResponseMessage> PassAsync(RequestHub hub, Task<HttpResponseMessage> asking, TimeSpan step)
    {
        await Eventually.TrueAsync(() =>
        {
            if (!asking.IsCompleted)
            {
                hub.Time.Advance(step);
            }

            return asking.IsCompleted;
        });
        return await asking;
    }
}
