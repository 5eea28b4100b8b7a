using System.Net;
using System.Text.RegularExpressions;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry.Pages;

public sealed partial class ObjectPageTests
{
    [Theory]
    [Stores]
    public async Task A_robot_is_shown_as_it_is_declared_beside_what_it_reports_and_where_that_differs(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync("agv 1");
        await hub.SendAsync(HttpMethod.Patch, robot, new { version = "2.0.0", enhancer = "keywords" });
        using var ada = await Visitor.SeedAsync(hub.App);
        var silent = await ada.ReadAsync(PageOf(robot));
        var now = hub.Time.GetUtcNow();
        await hub.SendAsync(HttpMethod.Post, $"{robot}/reports", new
        {
            interval_seconds = 30,
            version = "1.9.0",
            enhancer = "keywords",
            dead_letters = 2,
            runs = new object[]
            {
                new { run_id = "run-a", state = "running", started_at = now, references = 100, done = 40, failed = 1 },
                new { run_id = "run-b", state = "failed", started_at = now, ended_at = now, problem = "The callback was refused." },
                new { run_id = "run-c", state = "succeeded", started_at = now, ended_at = now },
            },
        });

        var page = await ada.ReadAsync(PageOf(robot));

        Assert.Contains("It has never reported.", silent, StringComparison.Ordinal);
        Assert.Equal("different", Assert.Single(Different().Matches(page)).Groups[1].Value);
        Assert.Matches("Version</th>\\s*<td>2.0.0</td>\\s*<td>1.9.0", page);
        Assert.Contains("reports: online", page, StringComparison.Ordinal);
        Assert.Contains("50 % of the last runs", page, StringComparison.Ordinal);
        Assert.Contains("<progress max=\"100\" value=\"40\"", page, StringComparison.Ordinal);
        Assert.Contains("40 of 100 references, 1 failed", page, StringComparison.Ordinal);
        Assert.Contains("The callback was refused.", page, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task The_history_says_who_changed_what_and_the_past_is_shown_as_the_past(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (_, level) = await hub.CreateLevelAsync("hall");
        var (_, yard) = await hub.CreateLevelAsync("yard");
        var robot = await hub.CreateRobotAsync("agv 1", level);
        var created = hub.Time.GetUtcNow();
        hub.Time.Skip(TimeSpan.FromHours(1));
        await hub.SendAsync(HttpMethod.Patch, robot, new { status = "idle", level_id = yard });
        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await ada.ReadAsync(PageOf(robot));
        var past = await ada.ReadAsync($"{PageOf(robot)}?as_of={created.UtcDateTime:yyyy-MM-ddTHH:mm:ss}");
        using var before = await ada.GetAsync($"{PageOf(robot)}?as_of={created.UtcDateTime.AddMinutes(-1):yyyy-MM-ddTHH:mm}");
        using var invalid = await ada.GetAsync($"{PageOf(robot)}?as_of=yesterday");

        Assert.Contains("<strong>key:test</strong> updated it", page, StringComparison.Ordinal);
        Assert.Matches("Status: <del>unknown</del>[^<]*<ins>idle</ins>", page);
        Assert.Matches("Level: <del>hall</del>[^<]*<ins>yard</ins>", page);
        Assert.Contains("This is the past:", past, StringComparison.Ordinal);
        Assert.Contains(">hall</a>", past, StringComparison.Ordinal);
        Assert.DoesNotContain("/edit\"", past, StringComparison.Ordinal);
        Assert.DoesNotContain("This is the past:", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (before.StatusCode, invalid.StatusCode));
    }

    [Fact]
    public async Task A_long_history_has_a_page_of_its_own_and_each_version_is_compared_with_the_one_before()
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        var robot = await hub.CreateRobotAsync("agv 1");
        for (var number = 2; number <= 12; number++)
        {
            await hub.SendAsync(HttpMethod.Patch, robot, new { owner = $"owner {number}" });
        }

        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await ada.ReadAsync(PageOf(robot));
        var history = await ada.ReadAsync($"{PageOf(robot)}/history?limit=2");

        Assert.Contains($"{PageOf(robot)}/history\"", page, StringComparison.Ordinal);
        Assert.Contains("<del>owner 2</del>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<ins>owner 2</ins>", page, StringComparison.Ordinal);
        Assert.Contains("<del>owner 10</del>", history, StringComparison.Ordinal);
        Assert.DoesNotContain("<ins>owner 10</ins>", history, StringComparison.Ordinal);
        Assert.Contains("id=\"older\"", history, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_robot_is_disabled_with_a_reason_and_enabled_again_and_the_first_reason_stays(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        using var ada = await Visitor.SeedAsync(hub.App);

        using var nothing = await ada.SendFormAsync($"{PageOf(robot)}/disable", ("reason", " "));
        Assert.Equal(["created"], await ChangesAsync(hub, robot));
        using var disabled = await ada.SendFormAsync($"{PageOf(robot)}/disable", ("reason", "It labels everything as cats."));
        using var again = await ada.SendFormAsync($"{PageOf(robot)}/disable", ("reason", "another"));
        Assert.Contains("It labels everything as cats.", await ada.ReadAsync(PageOf(robot)), StringComparison.Ordinal);
        using var enabled = await ada.SendFormAsync($"{PageOf(robot)}/enable");

        Assert.All(new[] { nothing, disabled, again, enabled }, static answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal(["enabled", "disabled", "created"], await ChangesAsync(hub, robot));
    }

    [Theory]
    [Stores]
    public async Task What_has_children_is_deleted_only_with_them_and_only_as_it_was_shown(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (project, level) = await hub.CreateLevelAsync("hall");
        var robot = await hub.CreateRobotAsync("agv 1", level);
        using var ada = await Visitor.SeedAsync(hub.App);
        var path = $"/w/default/registry/levels/{level}";
        var shown = await ada.ReadAsync(path);
        var tag = WebUtility.HtmlDecode(Tag().Match(shown).Groups[1].Value);

        using var alone = await ada.SubmitAsync(path, $"{path}/delete", [("tag", tag)]);
        var said = await ada.ReadAsync(path);
        await hub.SendAsync(HttpMethod.Patch, $"/api/v1/levels/{level}", new { description = "new" });
        using var stale = await ada.SubmitAsync(path, $"{path}/delete", [("tag", tag), ("cascade", "yes")]);
        var kept = await ada.ReadAsync(path);
        using var deleted = await ada.SubmitAsync(path, $"{path}/delete", [("tag", WebUtility.HtmlDecode(Tag().Match(kept).Groups[1].Value)), ("cascade", "yes")]);

        Assert.Contains("It still has 1 robot.", shown, StringComparison.Ordinal);
        Assert.Contains("It was not deleted, because it still has 1 robot.", said, StringComparison.Ordinal);
        Assert.Contains("It was changed since you opened the page", kept, StringComparison.Ordinal);
        Assert.All(new[] { alone, stale, deleted }, static answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.EndsWith($"/registry/projects/{project}", deleted.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var gone = await ada.ReadAsync(PageOf(robot));
        Assert.Contains("<strong>Deleted</strong> by person:ada", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("/edit\"", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_changes_nothing()
    {
        await using var hub = await RegistryHub.StartAsync(StoreKind.Sqlite);
        var robot = await hub.CreateRobotAsync();
        using var ben = await Visitor.SeedAsync(hub.App, Role.Viewer, "ben");

        var page = await ben.ReadAsync(PageOf(robot));
        using var refused = await ben.GetAsync($"{PageOf(robot)}/edit");

        Assert.DoesNotContain("method=\"post\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/edit\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static string PageOf(string path) => path.Replace("/api/v1/", "/w/default/registry/", StringComparison.Ordinal);

    private static async Task<IEnumerable<string?>> ChangesAsync(RegistryHub hub, string path) =>
        (await hub.ReadAsync($"{path}/history")).GetProperty("items").EnumerateArray().Select(static version => version.GetProperty("change").GetString());

    [GeneratedRegex("<span class=\"badge bad\">(different)</span>")]
    private static partial Regex Different();

    [GeneratedRegex("name=\"tag\" value=\"([^\"]+)\"")]
    private static partial Regex Tag();
}
