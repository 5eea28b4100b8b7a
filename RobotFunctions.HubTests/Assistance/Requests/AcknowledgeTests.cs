using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Requests;

/// <summary>A request is a task: whoever takes or decides it acknowledges the request.</summary>
public sealed class AcknowledgeTests
{
    [Theory]
    [Stores]
    public async Task A_request_is_a_task_of_the_schema_that_ships_with_the_Hub(StoreKind kind)
    {
        await using var hub = await EscalatingAsync(kind);
        using var answer = await hub.AskAsync(new { topic = "sales", description = "Help!", requester = "Ada", url = "https://shop.example.org/1" });
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => hub.AskAsync("sales", $"{number}")));

        var request = (await answer.JsonAsync()).GetProperty("id").GetGuid();
        var task = await hub.TaskAsync(request);
        Assert.Equal(("request", $"{request}", InboxTaskStatus.Open), (task.Type, task.Correlation, task.Status));
        Assert.Equal("""{"topic":"sales","description":"Help!","severity":"normal","requester":"Ada","url__preview":"https://shop.example.org/1"}""", task.Meta);
        Assert.Equal("key:test", task.PosterName);
        Assert.Equal(5, (await Task.WhenAll(ids.Append(request).Select(hub.TaskAsync))).Select(static found => found.Id).Distinct().Count());
        Assert.Single(await hub.App.ReadAsync(static store => store.SchemaVersions.ToListAsync()));
        Assert.True((await hub.CallAsync(HttpMethod.Get, "/api/v1/history/verification")).Body.GetProperty("intact").GetBoolean());
    }

    [Theory]
    [Stores("claim")]
    [Stores("decide")]
    [Stores("cancel")]
    [Stores("page")]
    public async Task Who_takes_care_of_the_task_acknowledges_the_request_and_later_steps_are_not_needed(StoreKind kind, string how)
    {
        await using var hub = await EscalatingAsync(kind);
        var request = await hub.AskAsync("sales");
        await hub.EndAsync(request, NotificationStatus.Delivered);
        var path = $"tasks/{(await hub.RequestAsync(request)).TaskId}";

        switch (how)
        {
            case "claim":
                Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(HttpMethod.Post, $"/api/v1/{path}/claim")).Status);
                break;
            case "decide":
                Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(HttpMethod.Patch, $"/api/v1/{path}/state?state=done")).Status);
                break;
            case "cancel":
                Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(HttpMethod.Post, $"/api/v1/{path}/cancel")).Status);
                break;
            default:
                using (var ada = await Visitor.SeedAsync(hub.App, Role.Member))
                using (var answer = await ada.SubmitAsync($"/w/default/{path}", $"/w/default/{path}/claim", []))
                {
                    Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
                }

                break;
        }

        Assert.Equal(hub.Time.GetUtcNow(), (await hub.RequestAsync(request)).AcknowledgedAt);
        Assert.Equal([NotificationStatus.Delivered, NotificationStatus.Skipped, NotificationStatus.Skipped], (await hub.NotificationsAsync(request)).Select(static notification => notification.Status));
        Assert.Equal("acknowledged", (await hub.CallAsync(HttpMethod.Get, $"/assistance/{request}")).Body.GetProperty("status").GetString());
    }

    [Theory]
    [Stores]
    public async Task Opening_links_acknowledges_nothing(StoreKind kind)
    {
        await using var hub = await EscalatingAsync(kind);
        var request = await hub.AskAsync("sales");
        var task = (await hub.RequestAsync(request)).TaskId;
        using var ada = await Visitor.SeedAsync(hub.App, Role.Admin);

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            foreach (var path in new[] { $"/w/default/tasks/{task}", $"/w/default/tasks/{task}/claim", $"/w/default/assistance/{request}" })
            {
                using var answer = await ada.SendAsync(method, path, content: null);
            }

            await hub.CallAsync(method, $"/api/v1/tasks/{task}");
            await hub.CallAsync(method, $"/api/v1/tasks/{task}/claim");
            await hub.CallAsync(method, $"/assistance/{request}");
        }

        await hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{task}/comments", new { text = "Who takes this?" });
        Assert.Null((await hub.RequestAsync(request)).AcknowledgedAt);
        Assert.All(await hub.NotificationsAsync(request), static notification => Assert.Equal(NotificationStatus.Pending, notification.Status));
    }

    [Theory]
    [Stores]
    public async Task Of_many_who_claim_at_once_the_first_acknowledges_and_the_time_stays(StoreKind kind)
    {
        await using var hub = await EscalatingAsync(kind);
        var request = await hub.AskAsync("sales");
        var task = (await hub.RequestAsync(request)).TaskId;
        var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.App.CreateKeyAsync(Scopes.TasksDecide)));

        var answers = await Task.WhenAll(keys.Select(key => hub.App.SendAsync(HttpMethod.Post, $"/api/v1/tasks/{task}/claim", key)));
        var acknowledged = (await hub.RequestAsync(request)).AcknowledgedAt;
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        var winner = keys[Array.FindIndex(answers, static answer => answer.StatusCode == HttpStatusCode.OK)];
        using var decided = await hub.App.SendAsync(HttpMethod.Patch, $"/api/v1/tasks/{task}/state?state=done", winner);

        Assert.Single(answers, static answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        Assert.NotNull(acknowledged);
        Assert.Equal(acknowledged, (await hub.RequestAsync(request)).AcknowledgedAt);
        Array.ForEach(answers, static answer => answer.Dispose());
    }

    [Theory]
    [Stores]
    public async Task Nobody_can_replace_the_schema_of_requests(StoreKind kind)
    {
        await using var hub = await EscalatingAsync(kind);
        using var content = new StringContent("name: robot:assistance\nsemver: 2\ntasktypes: [{name: t, resolved_states: [a]}]", System.Text.Encoding.UTF8, "application/yaml");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/schemas") { Content = content };
        request.Headers.Add("api-key", hub.Key);

        using var answer = await hub.App.Client.SendAsync(request);

        Assert.Contains("is part of the Hub", await answer.DetailAsync(), StringComparison.Ordinal);
    }

    private static async Task<RequestHub> EscalatingAsync(StoreKind kind)
    {
        var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("sales", null, "at once: slack", "after 2 min unless delivered: mail", "after 15 min unless acknowledged: boss");
        return hub;
    }
}
