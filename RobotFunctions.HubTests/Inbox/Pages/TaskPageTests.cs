using System.Net;
using Microsoft.AspNetCore.Http;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Pages;

/// <summary>The pages of the inbox without a browser.</summary>
public sealed class TaskPageTests
{
    private const string Form = "form: {type: object, required: [amount], properties: {amount: {type: number, minimum: 1, title: Amount}, note: {type: string}}}";

    [Fact]
    public async Task An_answer_that_does_not_fit_is_refused_at_its_field_and_keeps_what_was_typed()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(Form));
        var id = await hub.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub, Role.Member);

        using var answer = await SendAsync(ada, id, "decide", ("state", "yes"), ("answer.amount", "0.5"), ("answer.note", "n o t e"), ("comment", "typed"));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Matches("id=\"answer-0-error\"", page);
        Assert.Contains("value=\"0.5\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"n o t e\"", page, StringComparison.Ordinal);
        Assert.Matches("<textarea id=\"comment\"[^>]*>\\s*typed</textarea>", page);
        Assert.Null((await hub.ReadTaskAsync(id)).State);
    }

    [Fact]
    public async Task A_blank_field_is_absent_from_the_answer()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(Form));
        var id = await hub.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub, Role.Member);

        using var answer = await SendAsync(ada, id, "decide", ("state", "yes"), ("answer.amount", "12.50"), ("answer.note", " "), ("comment", ""));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("""{"amount":12.50}""", (await hub.ReadTaskAsync(id)).Answer);
    }

    [Fact]
    public async Task The_form_is_that_of_the_tasks_own_version()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(Form));
        var id = await hub.PostTaskAsync("a", "t");
        await hub.InstallSchemaAsync(SchemaFiles.WithType("form: {type: object, properties: {other: {type: string}}}").Replace("semver: 1", "semver: 2", StringComparison.Ordinal));
        using var ada = await Visitor.SeedAsync(hub, Role.Member);

        var page = await ada.ReadAsync($"/w/default/tasks/{id}");

        Assert.Contains("name=\"answer.amount\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"answer.other\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_sees_a_task_and_can_do_nothing_with_it()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        var id = await hub.PostTaskAsync("a", "t");
        using var eve = await Visitor.SeedAsync(hub, Role.Viewer, "eve");

        Assert.DoesNotContain("<form method=\"post\"", await eve.ReadAsync($"/w/default/tasks/{id}"), StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"checkbox\"", await eve.ReadAsync("/w/default/tasks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_that_has_not_arrived_says_so_on_its_page_and_in_the_list()
    {
        await using var receiver = await WebhookReceiver.StartAsync(static (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:AllowPrivateDestinations", "true"));
        await hub.InstallSchemaAsync(SchemaFiles.WithType($"webhook_url: {receiver.Url}/"));
        var id = await hub.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub, Role.Member);

        using var answer = await SendAsync(ada, id, "decide", ("state", "yes"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("Decided, not yet delivered", await ada.ReadAsync($"/w/default/tasks/{id}"), StringComparison.Ordinal);
        Assert.Contains("not yet delivered", await ada.ReadAsync("/w/default/tasks?show=all"), StringComparison.Ordinal);
        Assert.Equal("yes", (await hub.ReadTaskAsync(id)).State);
    }

    [Fact]
    public async Task Whoever_has_not_voted_sees_that_people_voted_and_not_how()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType("quorum: 2"));
        var id = await hub.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        using var ben = await Visitor.SeedAsync(hub, Role.Member, "ben");

        using var voted = await SendAsync(ada, id, "decide", ("state", "yes"), ("comment", "because"));

        var (own, others) = (await ada.ReadAsync($"/w/default/tasks/{id}"), await ben.ReadAsync($"/w/default/tasks/{id}"));
        Assert.Contains("1 voted, 2 must agree", own, StringComparison.Ordinal);
        Assert.Contains("(your vote)", own, StringComparison.Ordinal);
        Assert.Contains("because", own, StringComparison.Ordinal);
        Assert.Contains("1 voted, 2 must agree", others, StringComparison.Ordinal);
        Assert.Contains("<strong>somebody</strong> voted", others, StringComparison.Ordinal);
        Assert.DoesNotContain("because", others, StringComparison.Ordinal);
        Assert.DoesNotContain("<strong>ada", others, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_told_on_every_page_of_tasks_that_are_new_assigned_to_them_or_overdue()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        Assert.DoesNotContain(" yours</span>", await ada.ReadAsync("/w/default/members"), StringComparison.Ordinal);
        await hub.PostTaskAsync("a", "t", assignee: "ada");
        var late = await hub.PostTaskAsync("a", "t", due: DateTimeOffset.UnixEpoch);
        await Eventually.TrueAsync(async () => (await hub.ReadTaskAsync(late)).OverdueAt is not null);

        var before = await ada.ReadAsync("/w/default/members");
        var list = await ada.ReadAsync("/w/default/tasks");
        var after = await ada.ReadAsync("/w/default/members");

        Assert.Contains(">1 overdue</span>", before, StringComparison.Ordinal);
        Assert.Contains(">1 yours</span>", before, StringComparison.Ordinal);
        Assert.Contains(">2 new</span>", before, StringComparison.Ordinal);
        Assert.Contains(">new</span>", list, StringComparison.Ordinal);
        Assert.DoesNotContain(" new</span>", after, StringComparison.Ordinal);
        Assert.Contains(">1 yours</span>", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_tells_of_a_problem_does_not_ask_the_store_what_waits()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        await hub.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub, Role.Member);

        using var problem = await ada.GetAsync($"/w/default/tasks/{Guid.NewGuid()}");

        var page = await problem.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.NotFound, problem.StatusCode);
        Assert.Contains(">Inbox</a>", page, StringComparison.Ordinal);
        Assert.Contains("1 new", await ada.ReadAsync("/w/default/members"), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task The_filters_of_the_list_show_what_they_say(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        var mine = await hub.PostTaskAsync("a", "t", """{"text": "Blue chair"}""", assignee: "ada");
        var late = await hub.PostTaskAsync("a", "t", due: DateTimeOffset.UnixEpoch);
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        using var decided = await SendAsync(ada, await hub.PostTaskAsync("a", "t"), "decide", ("state", "yes"));
        await Eventually.TrueAsync(async () => (await hub.ReadTaskAsync(late)).OverdueAt is not null);

        Assert.Equal((2, 1, 1, 3, 1, 0, 1), (
            await CountAsync(""), await CountAsync("?show=mine"), await CountAsync("?show=overdue"), await CountAsync("?show=all"), await CountAsync("?q=blue+CHAIR"), await CountAsync("?schema=b"), await CountAsync("?show=all&state=yes")));
        Assert.Contains($"/tasks/{mine}\"", await ada.ReadAsync("/w/default/tasks?show=mine"), StringComparison.Ordinal);

        async Task<int> CountAsync(string query) => (await ada.ReadAsync($"/w/default/tasks{query}")).Split("name=\"id\"").Length - 1;
    }

    [Fact]
    public async Task Decisions_of_many_that_are_refused_are_shown_again_with_their_reasons()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType("transitions: {p: [no]}"));
        var (free, stuck) = (await hub.PostTaskAsync("a", "t"), await hub.PostTaskAsync("a", "t"));
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        using var moved = await SendAsync(ada, stuck, "decide", ("state", "p"));

        var review = await ada.ReadAsync($"/w/default/tasks/decide?state=yes&id={free}&id={stuck}");
        using var sent = await ada.SubmitAsync($"/w/default/tasks/{free}", "/w/default/tasks/decide", [("state", "yes"), ("id", $"{free}"), ("id", $"{stuck}")]);

        Assert.Contains("cannot be followed by", review, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        var page = await sent.Content.ReadAsStringAsync();
        Assert.Contains("One decision was sent. These were refused:", page, StringComparison.Ordinal);
        Assert.Contains($"/tasks/{stuck}\"", page, StringComparison.Ordinal);
        Assert.Equal(("yes", "p"), ((await hub.ReadTaskAsync(free)).State, (await hub.ReadTaskAsync(stuck)).State));
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor visitor, Guid id, string action, params (string, string)[] fields) =>
        visitor.SubmitAsync($"/w/default/tasks/{id}", $"/w/default/tasks/{id}/{action}", fields);
}
