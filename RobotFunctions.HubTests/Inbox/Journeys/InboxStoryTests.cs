using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Api;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Journeys;

/// <summary>What people and an application server live through with tasks, over hours, by pages and API.</summary>
public sealed class InboxStoryTests
{
    [Theory]
    [Stores]
    public async Task A_receiver_that_is_down_for_a_day_gets_the_decision_when_it_is_back_and_the_page_tells_the_truth_meanwhile(StoreKind kind)
    {
        var isUp = false;
        await using var receiver = await WebhookReceiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = isUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.App.InstallSchemaAsync(SchemaFiles.WithType($"webhook_url: {receiver.Url}/hook"));
        var id = await hub.App.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub.App, Role.Member);

        await DecideAsync(ada, id, "yes");
        for (var hour = 0; hour < 24; hour++)
        {
            Assert.Contains("Decided, not yet delivered", await PageAsync(ada, id), StringComparison.Ordinal);
            hub.Time.Skip(TimeSpan.FromHours(1));
        }

        isUp = true;
        await Eventually.TrueAsync(async () =>
        {
            hub.Time.Skip(TimeSpan.FromMinutes(10));
            return !(await PageAsync(ada, id)).Contains("not yet delivered", StringComparison.Ordinal);
        });
        var told = Decisions(receiver);
        Assert.True(told.Count > 1);
        Assert.Single(told.Distinct());
        Assert.Equal("yes", told[0].State);
    }

    [Theory]
    [Stores]
    public async Task A_schema_that_is_upgraded_while_tasks_are_open_leaves_them_decidable_before_and_after_they_move(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        var schema = await hub.App.InstallSchemaAsync(SchemaFiles.WithType(""));
        var (first, second) = (await hub.App.PostTaskAsync("a", "t"), await hub.App.PostTaskAsync("a", "t"));
        using var ada = await Visitor.SeedAsync(hub.App, Role.Admin);

        await hub.App.InstallSchemaAsync(SchemaFiles.WithType("form: {type: object, required: [why], properties: {why: {type: string}}}").Replace("semver: 1", "semver: 2", StringComparison.Ordinal));
        await DecideAsync(ada, first, "yes");
        using var moved = await ada.SubmitAsync($"/w/default/schemas/{schema}/migrate", $"/w/default/schemas/{schema}/migrate", []);
        using var refused = await ada.SubmitAsync($"/w/default/tasks/{second}", $"/w/default/tasks/{second}/decide", [("state", "no")]);
        await DecideAsync(ada, second, "no", ("answer.why", "Out of scope."));

        Assert.Equal(HttpStatusCode.SeeOther, moved.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(("yes", "no"), ((await hub.App.ReadTaskAsync(first)).State, (await hub.App.ReadTaskAsync(second)).State));
        Assert.True((await hub.CallAsync(HttpMethod.Get, "/api/v1/history/verification")).Body.GetProperty("intact").GetBoolean());
    }

    [Theory]
    [Stores]
    public async Task A_task_that_nobody_decides_until_it_is_due_is_decided_by_its_schema_and_people_see_why(StoreKind kind)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.App.InstallSchemaAsync(SchemaFiles.WithType($"webhook_url: {receiver.Url}/hook\ndue: P2D\non_due: no"));
        var id = await hub.App.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub.App, Role.Member);
        Assert.Contains($"/tasks/{id}", await ada.ReadAsync("/w/default/tasks"), StringComparison.Ordinal);

        hub.Time.Skip(TimeSpan.FromDays(2));
        await Eventually.TrueAsync(async () =>
        {
            hub.Time.Advance(DueTimes.Interval);
            return (await hub.App.ReadTaskAsync(id)).State == "no";
        });

        Assert.DoesNotContain($"/tasks/{id}", await ada.ReadAsync("/w/default/tasks"), StringComparison.Ordinal);
        Assert.Contains("because nobody decided in time", await PageAsync(ada, id), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Decisions(receiver).Count == 1);
        Assert.Equal("no", Decisions(receiver)[0].State);
    }

    private static List<(string Id, string? State)> Decisions(WebhookReceiver receiver) =>
    [
        .. receiver.Received.Select(static received => (received.Id, Event: JsonElement.Parse(received.Body)))
            .Where(static received => received.Event.GetProperty("type").GetString() == "task.changed")
            .Select(static received => (received.Id, received.Event.GetProperty("data").GetProperty("task").GetProperty("state").GetString())),
    ];

    private static Task<string> PageAsync(Visitor visitor, Guid id) => visitor.ReadAsync($"/w/default/tasks/{id}");

    private static async Task DecideAsync(Visitor visitor, Guid id, string state, params (string, string)[] fields)
    {
        using var answer = await visitor.SubmitAsync($"/w/default/tasks/{id}", $"/w/default/tasks/{id}/decide", [("state", state), .. fields]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
}
