using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Assistance.Requests;

/// <summary>Events of the Hub that ask people for help.</summary>
public sealed class EventReactionTests
{
    [Theory]
    [Stores]
    public async Task An_overdue_task_is_told_with_the_task_itself_which_acknowledges_it(StoreKind kind)
    {
        await using var hub = await ToldAsync(kind, "task.overdue");
        await hub.App.InstallSchemaAsync(SchemaFiles.WithType("due: PT1H"));
        var task = await hub.App.PostTaskAsync("a", "t");
        Assert.Empty(await hub.RequestsAsync());

        await PassAsync(hub, TimeSpan.FromHours(1));

        var request = Assert.Single(await hub.RequestsAsync());
        Assert.Equal((task, "task.overdue", "Nobody has decided a task in time: t of a."), (request.TaskId, request.EventType, request.Description));
        Assert.Equal($"https://hub.example.org/w/default/tasks/{task}", request.Url);
        await hub.CallAsync(HttpMethod.Patch, $"/api/v1/tasks/{task}/state?state=yes");
        Assert.NotNull((await hub.RequestAsync(request.Id)).AcknowledgedAt);
    }

    [Theory]
    [Stores]
    public async Task A_schema_names_the_topic_that_is_told_of_its_overdue_tasks(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("On-Call", null, "at once: slack");
        await hub.App.InstallSchemaAsync(SchemaFiles.WithType("due: PT1H\non_due: {escalate: on-call}"));
        var task = await hub.App.PostTaskAsync("a", "t");

        await PassAsync(hub, TimeSpan.FromHours(1));

        Assert.Equal((task, "On-Call"), (Assert.Single(await hub.RequestsAsync()).TaskId, (await hub.RequestsAsync())[0].Topic));
    }

    [Theory]
    [Stores]
    public async Task Failed_runs_dead_letters_and_silence_of_a_robot_are_told_once_each(StoreKind kind)
    {
        await using var hub = await ToldAsync(kind, "run.*", "dead-letter.stored", "robot.offline");
        var robot = await AddRobotAsync(hub);
        var now = hub.Time.GetUtcNow();
        object Report(int letters) => new
        {
            interval_seconds = 30,
            dead_letters = letters,
            runs = new object[]
            {
                new { run_id = "a", state = "failed", started_at = now, ended_at = now, problem = "The callback was refused." },
                new { run_id = "b", state = "succeeded", started_at = now, ended_at = now },
                new { run_id = "c", state = "running", started_at = now },
            },
        };

        foreach (var letters in new[] { 1, 1, 2, 0 })
        {
            Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(HttpMethod.Post, $"{robot}/reports", Report(letters))).Status);
        }

        await PassAsync(hub, TimeSpan.FromSeconds(95));

        var requests = await hub.RequestsAsync();
        Assert.Equal(["dead-letter.stored", "dead-letter.stored", "robot.offline", "run.failed"], requests.Select(static request => request.EventType).Order(StringComparer.Ordinal));
        var failed = requests.Single(static request => request.EventType == "run.failed");
        Assert.Equal("A run of the robot r1 failed. The callback was refused.", failed.Description);
        Assert.EndsWith($"/w/default/registry/robots/{robot.Split('/')[^1]}", failed.Url, StringComparison.Ordinal);
        Assert.Equal("request", (await hub.TaskAsync(failed.Id)).Type);
    }

    [Theory]
    [Stores]
    public async Task Equal_events_within_the_window_are_told_once(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("robots", new { group = "10 min", events = new[] { "dead-letter.stored" } }, "at once: slack");
        var robot = await AddRobotAsync(hub);

        foreach (var letters in new[] { 1, 2, 3 })
        {
            await hub.CallAsync(HttpMethod.Post, $"{robot}/reports", new { interval_seconds = 30, dead_letters = letters });
        }

        Assert.Equal(3, Assert.Single(await hub.RequestsAsync()).Count);
    }

    [Theory]
    [Stores]
    public async Task Tasks_of_requests_are_told_to_nobody_or_it_would_never_end(StoreKind kind)
    {
        await using var hub = await ToldAsync(kind, "*");
        await hub.App.InstallSchemaAsync(SchemaFiles.WithType(""));

        var task = await hub.App.PostTaskAsync("a", "t");
        await hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{task}/claim");
        var asked = await hub.AskAsync("all");
        await hub.CallAsync(HttpMethod.Post, $"/api/v1/tasks/{(await hub.RequestAsync(asked)).TaskId}/claim");

        Assert.Equal([null, "task.claimed", "task.created"], (await hub.RequestsAsync()).Select(static request => request.EventType).Order(StringComparer.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_subscription_that_fails_is_told_of_but_not_for_the_events_that_telling_makes(StoreKind kind)
    {
        await using var hub = await ToldAsync(kind, "delivery.failed");
        await hub.App.InstallSchemaAsync(SchemaFiles.WithType(""));
        await hub.App.PostTaskAsync("a", "t");
        await hub.AskAsync("all");
        var events = await hub.App.ReadAsync(static store => store.Events.Where(static recorded => recorded.Type == "task.created").OrderBy(static recorded => recorded.Number).ToListAsync());
        Assert.Equal(2, events.Count);

        foreach (var recorded in events)
        {
            await hub.App.WriteAsync(async store => await hub.Get<Outbox>().RecordAsync(
                store,
                new OccurredEvent(Workspace.DefaultId, FailedDeliveries.EventType, "/api/v1/deliveries/1", new JsonObject { ["event_id"] = recorded.Id, ["event_type"] = recorded.Type, ["subscription_name"] = "shop", ["problem"] = "No answer." }),
                default));
        }

        Assert.Equal("An event was not delivered to the subscription shop. No answer.", Assert.Single(await hub.RequestsAsync(), static request => request.EventType is not null).Description);
    }

    [Theory]
    [Stores]
    public async Task A_failed_notification_is_told_to_nobody(StoreKind kind)
    {
        await using var hub = await ToldAsync(kind, "*");

        await hub.App.WriteAsync(async store => await hub.Get<Outbox>().RecordAsync(store, new OccurredEvent(Workspace.DefaultId, "notification.failed", "/assistance/1", new JsonObject()), default));

        Assert.Empty(await hub.RequestsAsync());
    }

    [Theory]
    [Stores]
    public async Task The_change_and_its_request_are_stored_together_or_not_at_all(StoreKind kind)
    {
        await using var hub = await ToldAsync(kind, "robot.created");

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.App.WriteAsync(async store =>
        {
            await hub.Get<Outbox>().RecordAsync(store, new OccurredEvent(Workspace.DefaultId, "robot.created", "/api/v1/robots/1", new JsonObject { ["name"] = "r1" }), default);
            await store.SaveChangesAsync();
            throw new InvalidOperationException("The change fails.");
        }));

        Assert.Empty(await hub.RequestsAsync());
        Assert.Empty(await hub.App.ReadAsync(static store => store.Notifications.ToListAsync()));
    }

    private static async Task<RequestHub> ToldAsync(StoreKind kind, params string[] events)
    {
        var hub = await RequestHub.StartAsync(kind, settings: ("HubServer:PublicUrl", "https://hub.example.org"));
        await hub.AddTopicAsync("all", new { events }, "at once: slack");
        return hub;
    }

    private static async Task<string> AddRobotAsync(RequestHub hub)
    {
        var project = (await hub.CallAsync(HttpMethod.Post, "/api/v1/projects", new { name = "p" })).Body.GetProperty("id").GetString();
        var level = (await hub.CallAsync(HttpMethod.Post, "/api/v1/levels", new { name = "l", project_id = project })).Body.GetProperty("id").GetString();
        var robot = (await hub.CallAsync(HttpMethod.Post, "/api/v1/robots", new { name = "r1", robot_type = "agv", level_id = level })).Body.GetProperty("id").GetString();
        return $"/api/v1/robots/{robot}";
    }

    // The services that look at the clock look every few seconds.
    private static async Task PassAsync(RequestHub hub, TimeSpan duration)
    {
        for (var passed = TimeSpan.Zero; passed < duration; passed += OfflineWatch.Interval)
        {
            hub.Time.Advance(OfflineWatch.Interval);
            var now = hub.Time.GetUtcNow();
            var watch = hub.App.Services.GetServices<IHostedService>().OfType<OfflineWatch>().Single();
            await Eventually.TrueAsync(() => watch.LookedAt == now);
        }

        await Eventually.TrueAsync(() => hub.App.ReadAsync(store => store.Tasks.AllAsync(static task => task.ActAt == null)));
    }
}
