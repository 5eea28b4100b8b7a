using System.Text.Json;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry;

public sealed class RegistryEventTests
{
    [Theory]
    [Stores]
    public async Task Every_change_is_an_event_with_the_object_and_one_that_is_refused_is_none(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "ada" }, ("X-Request-ID", "request-7"));
        await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "ada" });
        await hub.SendAsync(HttpMethod.Patch, robot, new { owner = 1 });
        var last = await hub.ReadAsync(robot);
        await hub.SendAsync(HttpMethod.Delete, robot);

        var events = await EventsAsync(hub, robot);

        Assert.Equal(["robot.created", "robot.updated", "robot.deleted"], events.Select(static found => found.GetProperty("type").GetString()));
        Assert.Equal(events.Select(static found => found.GetProperty("sequence").GetString()).Order(StringComparer.Ordinal), events.Select(static found => found.GetProperty("sequence").GetString()));
        Assert.Equal("request-7", events[1].GetProperty("requestid").GetString());
        Assert.All(events.Skip(1), found => Assert.True(JsonElement.DeepEquals(last, found.GetProperty("data"))));
    }

    [Theory]
    [Stores]
    public async Task A_deletion_with_all_that_belongs_to_it_tells_of_each_children_first(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (project, level) = await hub.CreateLevelAsync();
        await hub.CreateRobotAsync(level: level);
        await hub.CreateAsync("fixed-assets", new { name = "c", asset_type = "CHARGER", level_id = level });

        await hub.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{project}?cascade=true");

        var types = (await EventsAsync(hub, "")).Select(static found => found.GetProperty("type").GetString()).Where(static type => type!.EndsWith(".deleted", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, types.Count);
        Assert.Equal(["level.deleted", "project.deleted"], types[2..]);
    }

    private static async Task<List<JsonElement>> EventsAsync(RegistryHub hub, string subject) =>
        [.. (await hub.EventsAsync()).Where(found => found.GetProperty("subject").GetString()!.StartsWith(subject, StringComparison.Ordinal))];
}
