using System.Net;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry;

/// <summary>What the registry refuses because of other objects, or of other people.</summary>
public sealed class RegistryGuardTests
{
    [Theory]
    [Stores]
    public async Task Names_are_unique_in_a_parent_compared_without_case_and_form_and_an_object_keeps_its_own(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (project, level) = await hub.CreateLevelAsync();
        var robot = await hub.CreateRobotAsync("Müller", level);

        foreach (var same in (string[])["Müller", "  MÜLLER ", "mu\u0308ller"])
        {
            await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "/api/v1/robots", new { name = same, robot_type = "t", level_id = level });
        }

        await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "/api/v1/projects", new { name = "PROJECT of hall" });
        await hub.CreateAsync("fixed-assets", new { name = "Müller", asset_type = "OTHER", level_id = level });
        var other = await hub.CreateRobotAsync("Müller", await hub.CreateAsync("levels", new { name = "other", project_id = project }));
        Assert.Equal(HttpStatusCode.OK, (await hub.SendAsync(HttpMethod.Patch, robot, new { name = "MÜLLER" })).Status);
        await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Patch, other, new { level_id = level });
    }

    [Theory]
    [Stores]
    public async Task Serial_numbers_are_unique_in_the_workspace_and_a_robot_keeps_its_own(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync("a", serial: "SN-1");
        var other = await hub.CreateRobotAsync("b");

        var why = await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Patch, other, new { serial_number = " sn-1" });

        Assert.Contains("'a'", why, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await hub.SendAsync(HttpMethod.Patch, robot, new { serial_number = "SN-1", owner = "ada" })).Status);
        Assert.Equal(robot[^36..], (await hub.ReadAsync("/api/v1/robots?serial_number=sn-1")).GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Theory]
    [Stores]
    public async Task What_others_belong_to_is_deleted_only_with_all_of_it(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (project, level) = await hub.CreateLevelAsync();
        var robot = await hub.CreateRobotAsync(level: level);
        var map = await hub.CreateAsync("maps", new { name = "m", map_type = "VECTOR_MAP", project_id = project });
        await hub.CreateAsync("map-features", new { name = "f", feature_type = "ZONE", map_id = map });
        await hub.SendAsync(HttpMethod.Patch, $"/api/v1/levels/{level}", new { primary_map_id = map });

        Assert.Contains("1 level and 1 map", await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Delete, $"/api/v1/projects/{project}"), StringComparison.Ordinal);
        Assert.Contains("1 robot", await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Delete, $"/api/v1/levels/{level}"), StringComparison.Ordinal);
        Assert.Contains("'hall'", await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Delete, $"/api/v1/maps/{map}?cascade=true"), StringComparison.Ordinal);
        var (status, deleted) = await hub.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{project}?cascade=true");

        Assert.Equal((HttpStatusCode.OK, project), (status, deleted.GetProperty("id").GetString()));
        foreach (var kindOf in (string[])["projects", "levels", "robots", "maps", "map-features"])
        {
            Assert.Equal(0, (await hub.ReadAsync($"/api/v1/{kindOf}")).GetProperty("items").GetArrayLength());
        }

        Assert.Contains("robot.deleted", await hub.AuditedAsync(robot[^36..]));
    }

    [Theory]
    [Stores]
    public async Task Robots_move_between_levels_and_levels_stay_in_their_project(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (_, first) = await hub.CreateLevelAsync("first");
        var (project, second) = await hub.CreateLevelAsync("second");
        var robot = await hub.CreateRobotAsync(level: first);

        Assert.Equal(HttpStatusCode.OK, (await hub.SendAsync(HttpMethod.Put, robot, new { level_id = second })).Status);
        Assert.Equal(1, (await hub.ReadAsync($"/api/v1/robots?level_id={second}")).GetProperty("items").GetArrayLength());
        Assert.Contains("project_id", await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Patch, $"/api/v1/levels/{first}", new { project_id = project }), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_change_of_an_older_version_is_refused_and_without_a_version_where_the_workspace_demands_one(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        using var read = await hub.App.SendAsync(HttpMethod.Get, robot, hub.Key);
        var tag = read.Headers.ETag!.Tag;

        Assert.Equal(HttpStatusCode.OK, (await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "ada" }, ("If-Match", tag))).Status);
        await hub.RefusedAsync(HttpStatusCode.PreconditionFailed, HttpMethod.Patch, robot, new { owner = "bob" }, ("If-Match", tag));
        await hub.RefusedAsync(HttpStatusCode.PreconditionFailed, HttpMethod.Put, robot, new { owner = "bob" }, ("If-Match", tag));
        await hub.RefusedAsync(HttpStatusCode.PreconditionFailed, HttpMethod.Delete, robot, body: null, ("If-Match", tag));
        Assert.Equal("ada", (await hub.ReadAsync(robot)).GetProperty("owner").GetString());
        Assert.Equal(HttpStatusCode.OK, (await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "bob" })).Status);

        await hub.SendAsync(HttpMethod.Patch, $"/api/v1/workspaces/{Workspace.DefaultId}", new { require_if_match = true });

        await hub.RefusedAsync((HttpStatusCode)428, HttpMethod.Patch, robot, new { owner = "eve" });
        await hub.RefusedAsync((HttpStatusCode)428, HttpMethod.Delete, robot);
        Assert.Equal(HttpStatusCode.OK, (await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "eve" }, ("If-Match", "*"))).Status);
    }

    [Theory]
    [Stores]
    public async Task Of_changes_at_the_same_time_with_one_version_one_is_made_and_without_versions_none_is_lost(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        using var read = await hub.App.SendAsync(HttpMethod.Get, robot, hub.Key);
        var tag = read.Headers.ETag!.Tag;

        var tagged = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => hub.SendAsync(HttpMethod.Patch, robot, new { owner = $"{number}" }, ("If-Match", tag))));
        var fields = new[] { "version", "enhancer", "environment", "serial_number", "robot_type", "name" };
        var merged = await Task.WhenAll(fields.Select(field => hub.SendAsync(HttpMethod.Patch, robot, new Dictionary<string, string> { [field] = $"new {field}" })));

        Assert.Equal((1, 7), (tagged.Count(static answer => answer.Status == HttpStatusCode.OK), tagged.Count(static answer => answer.Status == HttpStatusCode.PreconditionFailed)));
        Assert.All(merged, static answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var now = await hub.ReadAsync(robot);
        Assert.All(fields, field => Assert.Equal($"new {field}", now.GetProperty(field).GetString()));
    }

    [Theory]
    [Stores]
    public async Task Of_robots_of_one_name_that_are_created_at_the_same_time_one_is_and_the_others_are_told(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (_, level) = await hub.CreateLevelAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.SendAsync(HttpMethod.Post, "/api/v1/robots", new { name = "one", robot_type = "t", level_id = level, serial_number = "SN" })));

        Assert.Equal((1, 7), (answers.Count(static answer => answer.Status == HttpStatusCode.Created), answers.Count(static answer => answer.Status == HttpStatusCode.Conflict)));
    }

    [Theory]
    [Stores]
    public async Task A_level_that_is_deleted_while_robots_are_created_on_it_is_gone_or_has_them(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (_, level) = await hub.CreateLevelAsync();

        var creations = Enumerable.Range(0, 6).Select(number => hub.SendAsync(HttpMethod.Post, "/api/v1/robots", new { name = $"{number}", robot_type = "t", level_id = level })).ToList();
        var deletion = await hub.SendAsync(HttpMethod.Delete, $"/api/v1/levels/{level}");
        var answers = await Task.WhenAll(creations);

        var robots = (await hub.ReadAsync($"/api/v1/robots?level_id={level}")).GetProperty("items").GetArrayLength();
        Assert.Equal(answers.Count(static answer => answer.Status == HttpStatusCode.Created), robots);
        Assert.All(answers, static answer => Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity]));
        Assert.Equal(robots == 0 ? HttpStatusCode.OK : HttpStatusCode.Conflict, deletion.Status);
    }

    [Theory]
    [Stores]
    public async Task An_object_of_another_workspace_is_neither_found_nor_a_parent(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (_, level) = await hub.CreateLevelAsync();
        var stranger = await hub.App.CreateKeyAsync(await hub.App.CreateWorkspaceAsync("second"), expiresAt: null);

        using var read = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/levels/{level}", stranger);
        using var created = await hub.App.SendAsync(HttpMethod.Post, "/api/v1/robots", stranger, new { name = "r", robot_type = "t", level_id = level });
        using var listed = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/projects?workspace_id={Workspace.DefaultId}", stranger);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity), (read.StatusCode, created.StatusCode));
        Assert.Equal(0, (await listed.JsonAsync()).GetProperty("items").GetArrayLength());
    }
}
