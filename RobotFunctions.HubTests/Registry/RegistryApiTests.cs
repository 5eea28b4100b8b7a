using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry;

public sealed class RegistryApiTests
{
    [Theory]
    [Stores]
    public async Task Every_kind_is_created_read_changed_and_deleted_with_all_its_fields(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var project = await RoundTripAsync(hub, "projects", new() { ["name"] = "Warehouse" });
        var map = await RoundTripAsync(hub, "maps", new()
        {
            ["name"] = "Ground floor",
            ["project_id"] = project,
            ["map_type"] = "OCCUPANCY_GRID",
            ["map_data_uri"] = "s3://maps/1.pgm",
            ["origin_pose"] = new JsonObject { ["x"] = 1.5 },
            ["resolution"] = 0.05,
        });
        await RoundTripAsync(hub, "map-features", new()
        {
            ["name"] = "No entry",
            ["map_id"] = map,
            ["feature_type"] = "RESTRICTED_AREA",
            ["geometry"] = new JsonObject { ["type"] = "Point" },
            ["metadata"] = new JsonObject { ["ü"] = null },
        });
        var level = await RoundTripAsync(hub, "levels", new()
        {
            ["name"] = "Level 1",
            ["project_id"] = project,
            ["description"] = "Two\nlines",
            ["primary_map_id"] = map,
            ["status"] = "pending_verification",
        });
        await RoundTripAsync(hub, "fixed-assets", new()
        {
            ["name"] = "Charger 1",
            ["level_id"] = level,
            ["asset_type"] = "CHARGER",
            ["status"] = "in_use",
            ["location"] = new JsonObject { ["x"] = 1 },
            ["properties"] = new JsonObject { ["watts"] = 3000 },
        });
        await RoundTripAsync(hub, "robots", new()
        {
            ["name"] = "AGV 1",
            ["robot_type"] = "agv/model-x",
            ["level_id"] = level,
            ["serial_number"] = "SN-1",
            ["status"] = "charging",
            ["capabilities"] = new JsonArray("lift", "scan"),
            ["initial_pos_x"] = 1.0,
            ["initial_pos_y"] = -2.5,
            ["initial_pos_z"] = 0.0,
            ["metadata"] = new JsonObject { ["colour"] = "red" },
            ["current_battery_percentage"] = 55.5,
            ["destiny_robot_id"] = "0198f0c4-0000-7000-8000-000000000001",
            ["repository_url"] = "https://example.org/",
            ["version"] = "1.2.3",
            ["enhancer"] = "keywords",
            ["owner"] = "ada",
            ["environment"] = "production",
        });
    }

    [Theory]
    [Stores]
    public async Task Null_gives_a_field_its_default_and_an_absent_one_stays(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync(serial: "SN-1");
        await hub.SendAsync(HttpMethod.Patch, robot, new { status = "idle", owner = "ada", metadata = new { a = 1 } });

        foreach (var method in (HttpMethod[])[HttpMethod.Patch, HttpMethod.Put])
        {
            var (status, changed) = await hub.SendAsync(method, robot, new JsonObject { ["owner"] = null, ["version"] = $"{method}" });

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal((JsonValueKind.Null, "idle", "SN-1"), (changed.GetProperty("owner").ValueKind, changed.GetProperty("status").GetString(), changed.GetProperty("serial_number").GetString()));
            Assert.Equal((method.ToString(), 1), (changed.GetProperty("version").GetString(), changed.GetProperty("metadata").GetProperty("a").GetInt32()));
        }

        var (_, reset) = await hub.SendAsync(HttpMethod.Patch, robot, new JsonObject { ["status"] = null });
        Assert.Equal("unknown", reset.GetProperty("status").GetString());
        Assert.Contains("name", await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Patch, robot, new JsonObject { ["name"] = null }), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task What_is_not_valid_is_refused_with_the_name_of_the_field(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (project, level) = await hub.CreateLevelAsync();
        foreach (var (path, body, field) in new (string, object, string)[]
        {
            ("projects", new { }, "name"),
            ("projects", new { name = " " }, "name"),
            ("projects", new { name = new string('x', 201) }, "name"),
            ("projects", new { name = "nul\0" }, "name"),
            ("projects", new { name = "p", colour = "red" }, "colour"),
            ("projects", new { name = "p", workspace_id = Guid.NewGuid() }, "workspace_id"),
            ("levels", new { name = "l", project_id = level }, "project_id"),
            ("levels", new { name = "l", project_id = project, status = "temporary" }, "temporary"),
            ("levels", new { name = "l", project_id = project, primary_map_id = level }, "primary_map_id"),
            ("robots", new { name = "r", robot_type = "t", level_id = project }, "level_id"),
            ("robots", new { name = "r", robot_type = "t", level_id = level, status = "dancing" }, "status"),
            ("robots", new { name = "r", robot_type = "t", level_id = level, current_battery_percentage = 101 }, "current_battery_percentage"),
            ("robots", new { name = "r", robot_type = "t", level_id = level, repository_url = "ftp://example.org/" }, "repository_url"),
            ("robots", new { name = "r", robot_type = "t", level_id = level, metadata = "text" }, "metadata"),
            ("robots", new { name = "r", robot_type = "t", level_id = level, metadata = new { text = new string('x', 20_000) } }, "metadata"),
            ("robots", new { name = "r", robot_type = "t", level_id = level, id = Guid.NewGuid() }, "id"),
            ("fixed-assets", new { name = "a", asset_type = "charger", level_id = level }, "asset_type"),
            ("maps", new { name = "m", map_type = "VECTOR_MAP", project_id = project, resolution = 0 }, "resolution"),
            ("map-features", new { name = "f", feature_type = "ZONE", map_id = project }, "map_id"),
        })
        {
            Assert.Contains(field, await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, $"/api/v1/{path}", body), StringComparison.Ordinal);
        }

        await hub.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/v1/robots?status=dancing");
        await hub.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/v1/robots?skip=-1");
        await hub.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/v1/robots?name=%00");
        await hub.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/v1/levels?level_id=1");
        await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "/api/v1/projects", new[] { 1 });
    }

    [Theory]
    [Stores]
    public async Task A_status_that_cannot_follow_the_one_before_is_refused_and_nothing_changes(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        await hub.SendAsync(HttpMethod.Patch, robot, new { status = "charging" });

        var why = await hub.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Patch, robot, new { status = "working", owner = "ada" });

        Assert.Contains("from charging to working", why, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await hub.ReadAsync(robot)).GetProperty("owner").ValueKind);
    }

    [Theory]
    [Stores]
    public async Task Every_change_is_audited_once_and_one_that_changes_nothing_is_not(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "ada" });
        await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "ada" });
        await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "ada", status = "dancing" });
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        await hub.SendAsync(HttpMethod.Delete, robot);

        Assert.Equal(["robot.created", "robot.updated", "robot.deleted"], await hub.AuditedAsync(robot[^36..]));
    }

    private static async Task<string> RoundTripAsync(RegistryHub hub, string kind, JsonObject body)
    {
        using var answer = await hub.App.SendAsync(HttpMethod.Post, $"/api/v1/{kind}", hub.Key, body);
        var created = await answer.JsonAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{created}");
        var path = answer.Headers.Location!.ToString();
        Assert.Equal($"/api/v1/{kind}/{created.GetProperty("id").GetString()}", path);
        using var read = await hub.App.SendAsync(HttpMethod.Get, path, hub.Key);
        Assert.Equal((answer.Headers.ETag, created.GetRawText()), (read.Headers.ETag, (await read.JsonAsync()).GetRawText()));
        foreach (var (name, value) in body)
        {
            Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(created.GetProperty(name).GetRawText())), $"{kind}: {name} is {created.GetProperty(name)}.");
        }

        var (status, changed) = await hub.SendAsync(HttpMethod.Patch, path, new { name = "Changed" });
        Assert.Equal((HttpStatusCode.OK, "Changed"), (status, changed.GetProperty("name").GetString()));

        // One of its own is deleted; the first stays, because others belong to it.
        var copy = body.DeepClone().AsObject();
        copy["name"] = "Copy";
        copy.Remove("serial_number");
        var deleted = await hub.SendAsync(HttpMethod.Delete, $"/api/v1/{kind}/{await hub.CreateAsync(kind, copy)}");
        Assert.Equal((HttpStatusCode.OK, "Copy"), (deleted.Status, deleted.Body.GetProperty("name").GetString()));
        return path[^36..];
    }
}
