using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Api;

public sealed class SchemaApiTests
{
    [Theory]
    [Stores]
    public async Task The_same_file_again_is_found_and_another_with_its_version_is_refused(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        var file = SchemaFiles.WithType("");

        Assert.Equal(HttpStatusCode.OK, (await hub.InstallAsync(file, "?dry_run=true")).Status);
        Assert.Equal(HttpStatusCode.Created, (await hub.InstallAsync(file)).Status);
        Assert.Equal(HttpStatusCode.OK, (await hub.InstallAsync(file)).Status);
        var (status, problem) = await hub.InstallAsync(file.Replace("semver: 1", "semver: 1.0.0", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Conflict, true), (status, problem.GetProperty("detail").GetString()!.Contains("would collide", StringComparison.Ordinal)));
        Assert.Single((await hub.CallAsync(HttpMethod.Get, "/api/v1/schemas?name=a")).Body.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Stores]
    public async Task Of_many_that_install_a_version_at_once_one_does(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);

        var installs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hub.InstallAsync(SchemaFiles.WithType("webhook_url: https://example.org/"))));

        Assert.Single(installs, static install => install.Status == HttpStatusCode.Created);
        Assert.All(installs, static install => Assert.True(install.Status is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Conflict));
        Assert.Equal(1, await hub.App.ReadAsync(static store => store.Subscriptions.CountAsync()));
    }

    [Theory]
    [Stores]
    public async Task Everything_that_is_wrong_with_a_file_is_said_by_line(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);

        var (status, problem) = await hub.InstallAsync("name: a\nsemver: x\ntasktypes:\n- name: t\n  colour: red\n  resolved_states: [yes]\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Line 2: ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("Line 5: \"colour\"", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task New_tasks_use_the_newest_version_and_open_ones_move_when_they_are_migrated(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        var (_, schema) = await hub.InstallAsync(SchemaFiles.WithType(""));
        var path = $"/api/v1/schemas/{schema.GetProperty("id").GetString()}";
        var moves = (await hub.PostAsync(new { schema_name = "a", task = "t", state = "p" })).GetProperty("id").GetString()!;
        var stays = (await hub.PostAsync(new { schema_name = "a", task = "t", state = "q" })).GetProperty("id").GetString()!;
        var next = SchemaFiles.WithType("").Replace("semver: 1", "semver: 1.1", StringComparison.Ordinal).Replace("[p, q]", "[p]", StringComparison.Ordinal);
        await hub.InstallAsync(next);
        await hub.InstallAsync(next.Replace("semver: 1.1", "semver: 2.0.0-rc.1", StringComparison.Ordinal));

        Assert.Equal("1.1", (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("semver").GetString());
        Assert.Equal("2.0.0-rc.1", (await hub.PostAsync(new { schema_name = "a", task = "t", semver = "2.0.0-rc.1" })).GetProperty("semver").GetString());
        var (_, planned) = await hub.CallAsync(HttpMethod.Post, $"{path}/migrate?dry_run=true");
        Assert.Equal("1", (await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{moves}")).Body.GetProperty("task").GetProperty("semver").GetString());
        var (_, migrated) = await hub.CallAsync(HttpMethod.Post, $"{path}/migrate");
        Assert.Equal($"{planned}", $"{migrated}");
        Assert.Equal([moves], migrated.GetProperty("moved").EnumerateArray().Select(static id => id.GetString()).Where(id => id == moves));
        Assert.Contains(stays, migrated.GetProperty("stays").EnumerateArray().Select(static task => task.GetProperty("id").GetString()));
        Assert.Equal("1.1", (await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/{moves}")).Body.GetProperty("task").GetProperty("semver").GetString());
        Assert.Equal(3, (await hub.CallAsync(HttpMethod.Get, path)).Body.GetProperty("versions").GetArrayLength());
    }

    [Theory]
    [Stores]
    public async Task The_webhook_of_a_schema_is_changed_by_the_schema_and_not_as_a_subscription(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType("webhook_url: https://example.org/"));
        var (_, list) = await hub.CallAsync(HttpMethod.Get, "/api/v1/subscriptions");
        var hook = Assert.Single(list.GetProperty("items").EnumerateArray());
        var path = $"/api/v1/subscriptions/{hook.GetProperty("id").GetString()}";

        Assert.True(hook.GetProperty("is_direct").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, (await hub.CallAsync(HttpMethod.Patch, path, new { url = "https://elsewhere.example/" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await hub.CallAsync(HttpMethod.Post, $"{path}/rotate")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await hub.CallAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await hub.CallAsync(HttpMethod.Post, $"{path}/disable")).Status);
    }

    [Fact]
    public async Task No_mutated_file_is_answered_with_anything_but_created_found_or_a_problem()
    {
        await using var hub = await InboxHub.StartAsync(StoreKind.Sqlite);
        var random = new Random(5);
        for (var input = 0; input < 200; input++)
        {
            var (status, _) = await hub.InstallAsync(System.Text.Encoding.UTF8.GetString(SchemaFuzzTests.Mutate(SchemaFiles.Whole, random)));
            Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest, $"{status}");
        }
    }

    [Fact]
    public async Task A_file_that_is_too_large_and_an_endless_alias_are_refused()
    {
        await using var hub = await InboxHub.StartAsync(StoreKind.Sqlite);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hub.InstallAsync(new string('#', 300_000))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await hub.InstallAsync(new string('#', 1_100_000))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hub.InstallAsync("a: &a [*a, *a]")).Status);
    }
}
