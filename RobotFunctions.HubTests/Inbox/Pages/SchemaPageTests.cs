using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Pages;

public sealed partial class SchemaPageTests
{
    [Fact]
    public async Task A_file_is_installed_as_it_was_previewed_and_not_before()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        using var ada = await Visitor.SeedAsync(hub);
        var second = SchemaFiles.WithType("quorum: 2").Replace("semver: 1", "semver: 2", StringComparison.Ordinal);

        using var preview = await ada.SubmitAsync("/w/default/schemas/new", "/w/default/schemas", [("text", second)]);
        var page = await preview.Content.ReadAsStringAsync();
        var before = await hub.ReadAsync(static store => store.SchemaVersions.CountAsync());
        using var installed = await ada.SubmitAsync("/w/default/schemas/new", "/w/default/schemas", [("content", Content().Match(page).Groups[1].Value)]);

        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        Assert.Contains("It is decided by 2 people, members, not one person, members.", page, StringComparison.Ordinal);
        Assert.Equal((1, HttpStatusCode.SeeOther), (before, installed.StatusCode));
        var contents = await hub.ReadAsync(static store => store.SchemaVersions.OrderBy(static version => version.InstalledAt).Select(static version => version.Content).ToListAsync());
        Assert.Equal(second, System.Text.Encoding.UTF8.GetString(contents[1]));
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_said_by_line_and_the_file_is_kept()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);

        using var answer = await ada.SubmitAsync("/w/default/schemas/new", "/w/default/schemas", [("text", "name: a\nsemver: x\ntasktypes: []\n")]);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Line 2: ", page, StringComparison.Ordinal);
        Assert.Contains("semver: x", page, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task Open_tasks_are_migrated_after_the_page_said_which_cannot_move_and_why(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var schema = await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        var (moves, stays) = (await hub.PostTaskAsync("a", "t"), await hub.PostTaskAsync("a", "t"));
        using var ada = await Visitor.SeedAsync(hub);
        using var decided = await ada.SubmitAsync($"/w/default/tasks/{stays}", $"/w/default/tasks/{stays}/decide", [("state", "q")]);
        await hub.InstallSchemaAsync(SchemaFiles.WithType("").Replace("semver: 1", "semver: 2", StringComparison.Ordinal).Replace("[p, q]", "[p]", StringComparison.Ordinal));

        var plan = await ada.ReadAsync($"/w/default/schemas/{schema}/migrate");
        using var migrated = await ada.SubmitAsync($"/w/default/schemas/{schema}/migrate", $"/w/default/schemas/{schema}/migrate", []);

        Assert.Contains("One open task moves to version 2.", plan, StringComparison.Ordinal);
        Assert.Contains("has no state &quot;q&quot;", plan, StringComparison.Ordinal);
        Assert.Contains($"/tasks/{stays}\"", plan, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, migrated.StatusCode);
        Assert.NotEqual((await hub.ReadTaskAsync(stays)).VersionId, (await hub.ReadTaskAsync(moves)).VersionId);
    }

    [Fact]
    public async Task A_schema_is_removed_only_by_whoever_types_its_name()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var schema = await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        using var ada = await Visitor.SeedAsync(hub);

        using var wrong = await ada.SubmitAsync($"/w/default/schemas/{schema}", $"/w/default/schemas/{schema}/remove", [("confirm", "b")]);
        var kept = await hub.ReadAsync(static store => store.Schemas.CountAsync());
        using var right = await ada.SubmitAsync($"/w/default/schemas/{schema}", $"/w/default/schemas/{schema}/remove", [("confirm", "a")]);

        Assert.Equal((1, 0), (kept, await hub.ReadAsync(static store => store.Schemas.CountAsync())));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (wrong.StatusCode, right.StatusCode));
    }

    [Fact]
    public async Task A_member_sees_schemas_and_cannot_change_them()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var schema = await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        using var ben = await Visitor.SeedAsync(hub, Role.Member, "ben");

        using var refused = await ben.GetAsync("/w/default/schemas/new");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("<form method=\"post\"", await ben.ReadAsync($"/w/default/schemas/{schema}"), StringComparison.Ordinal);
    }

    [System.Text.RegularExpressions.GeneratedRegex("name=\"content\" value=\"([^\"]+)\"")]
    private static partial System.Text.RegularExpressions.Regex Content();
}
