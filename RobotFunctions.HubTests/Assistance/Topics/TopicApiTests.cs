using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Topics;

public sealed class TopicApiTests
{
    private static readonly object[] AtOnce = [new { when = "at once", channels = new[] { "slack" } }];

    [Theory]
    [Stores]
    public async Task A_topic_is_created_read_listed_replaced_and_removed(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddChannelAsync("Slack");
        await hub.AddChannelAsync("mail");

        var id = await hub.AddTopicAsync(
            "Sales", new { group = "10 min", quiet_hours = new { from = "22:00", to = "07:00", time_zone = "UTC" }, events = new[] { "task.overdue" } }, "at once: Slack, mail", "after 120 s unless delivered: mail");
        var (_, read) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/topics/{id}");
        var (_, replaced) = await hub.CallAsync(HttpMethod.Put, $"/api/v1/topics/{id}", new { name = "sales", steps = AtOnce, wait = "20 s" });
        var (_, listed) = await hub.CallAsync(HttpMethod.Get, "/api/v1/topics");
        var (deleted, _) = await hub.CallAsync(HttpMethod.Delete, $"/api/v1/topics/{id}");

        Assert.Equal(
            """[{"when":"at once","channels":["Slack","mail"]},{"when":"after 2 min unless delivered","channels":["mail"]}]""", read.GetProperty("steps").GetRawText());
        Assert.Equal(("10 min", "22:00", "task.overdue"), (Text(read, "group"), Text(read.GetProperty("quiet_hours"), "from"), read.GetProperty("events")[0].GetString()));
        Assert.Equal(("sales", "20 s", null, 0), (Text(replaced, "name"), Text(replaced, "wait"), Text(replaced, "group"), replaced.GetProperty("events").GetArrayLength()));
        Assert.Equal(replaced.GetRawText(), Assert.Single(listed.GetProperty("items").EnumerateArray()).GetRawText());
        Assert.Equal(HttpStatusCode.NoContent, deleted);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.CallAsync(HttpMethod.Get, $"/api/v1/topics/{id}")).Status);
        Assert.Equal(
            ["topic.changed", "topic.created", "topic.removed"],
            await hub.App.ReadAsync(store => store.Audit.Where(entry => entry.Target == $"{id}").Select(static entry => entry.Action).OrderBy(static action => action).ToListAsync()));
    }

    [Theory]
    [Stores]
    public async Task Two_topics_cannot_have_names_that_differ_in_case_only(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddTopicAsync("sales", null, "at once: slack");
        var other = await hub.AddTopicAsync("pricing", null, "at once: slack");

        var (created, problem) = await hub.CallAsync(HttpMethod.Post, "/api/v1/topics", new { name = "SALES", steps = AtOnce });
        var (renamed, _) = await hub.CallAsync(HttpMethod.Put, $"/api/v1/topics/{other}", new { name = "Sales", steps = AtOnce });
        var (same, _) = await hub.CallAsync(HttpMethod.Put, $"/api/v1/topics/{other}", new { name = "Pricing", steps = AtOnce });

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.OK), (created, renamed, same));
        Assert.Contains("without case", Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task Of_two_changes_of_the_same_version_one_is_refused(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        var id = await hub.AddTopicAsync("sales", null, "at once: slack");
        using var read = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/topics/{id}", hub.Key);
        var tag = read.Headers.ETag!.ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number =>
            hub.CallAsync(HttpMethod.Put, $"/api/v1/topics/{id}", new { name = $"sales {number}", steps = AtOnce }, ("If-Match", tag))));
        var (late, _) = await hub.CallAsync(HttpMethod.Delete, $"/api/v1/topics/{id}", null, ("If-Match", tag));

        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 3)], answers.Select(static answer => answer.Status).Order());
        Assert.Equal(HttpStatusCode.PreconditionFailed, late);
    }

    [Theory]
    [Stores]
    public async Task A_topic_that_is_wrong_is_refused_with_every_problem(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddChannelAsync("slack");

        var (status, problem) = await hub.CallAsync(HttpMethod.Post, "/api/v1/topics", new { name = "", steps = new[] { new { when = "at once", channels = new[] { "slack", "nobody" } } }, group = "x" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var lines = Text(problem, "detail")!.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, static line => line.Contains("there is no channel 'nobody'", StringComparison.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_channel_of_another_workspace_is_none(StoreKind kind)
    {
        await using var hub = await RequestHub.StartAsync(kind);
        await hub.AddChannelAsync("slack");
        var stranger = await hub.App.CreateKeyAsync(await hub.App.CreateWorkspaceAsync("second"), expiresAt: null);

        using var answer = await hub.App.SendAsync(HttpMethod.Post, "/api/v1/topics", stranger, new { name = "sales", steps = AtOnce });

        Assert.Contains("no channel 'slack'", await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_viewer_reads_topics_and_only_an_admin_changes_them()
    {
        Assert.Equal(
            [(true, false), (true, false), (true, true)],
            Enum.GetValues<Role>().Select(static role => (Roles.ScopesOf(role).Contains(Scopes.AssistanceRead), Roles.ScopesOf(role).Contains(Scopes.AssistanceWrite))));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
