using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry.Pages;

public sealed class RegistryListPageTests
{
    [Theory]
    [Stores]
    public async Task The_tree_shows_projects_with_their_levels_robots_assets_and_maps(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (project, level) = await hub.CreateLevelAsync("hall");
        await hub.CreateRobotAsync("agv 1", level);
        await hub.CreateAsync("fixed-assets", new { name = "charger 1", asset_type = "CHARGER", level_id = level });
        var map = await hub.CreateAsync("maps", new { name = "ground floor", map_type = "VECTOR_MAP", project_id = project });
        await hub.CreateAsync("map-features", new { name = "no entry", feature_type = "RESTRICTED_AREA", map_id = map });
        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await ada.ReadAsync("/w/default/registry");

        var places = new[] { "project of hall", "hall", "agv 1", "charger 1", "ground floor", "no entry" }.Select(name => page.IndexOf($">{name}</a>", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [Stores]
    public async Task A_tree_shows_the_first_children_of_each_object_and_leads_to_the_others(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (_, level) = await hub.CreateLevelAsync("hall");
        var (_, small) = await hub.CreateLevelAsync("shed");
        for (var number = 100; number < 131; number++)
        {
            await hub.CreateRobotAsync($"agv {number}", level);
        }

        await hub.CreateRobotAsync("agv of the shed", small);
        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await ada.ReadAsync("/w/default/registry");

        Assert.Contains(">agv 129</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">agv 130</a>", page, StringComparison.Ordinal);
        Assert.Contains($"/registry/levels/{level}\">More of hall</a>", page, StringComparison.Ordinal);
        Assert.Contains(">agv of the shed</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("More of shed", page, StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task Robots_are_filtered_by_project_level_status_type_and_a_part_of_their_name(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (project, level) = await hub.CreateLevelAsync("hall");
        var (_, other) = await hub.CreateLevelAsync("yard");
        await hub.CreateAsync("robots", new { name = "Näher 1", robot_type = "agv", level_id = level, status = "idle" });
        await hub.CreateAsync("robots", new { name = "Picker 2", robot_type = "arm", level_id = other, status = "error" });
        using var ada = await Visitor.SeedAsync(hub.App);

        foreach (var filter in new[] { $"within={project}", $"within={level}", "status=idle", "type=agv", "name=n%C3%84HER", $"within={level}&status=idle&type=agv&name=1" })
        {
            var page = await ada.ReadAsync($"/w/default/registry/robots?{filter}");
            Assert.Contains(">N&#xE4;her 1</a>", page, StringComparison.Ordinal);
            Assert.DoesNotContain(">Picker 2</a>", page, StringComparison.Ordinal);
        }

        Assert.Contains("No robot matches these filters", await ada.ReadAsync($"/w/default/registry/robots?within={other}&status=idle"), StringComparison.Ordinal);
        Assert.Contains("No robot matches these filters", await ada.ReadAsync("/w/default/registry/robots?name=%25"), StringComparison.Ordinal);
        using var invalid = await ada.GetAsync("/w/default/registry/robots?within=nowhere");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, invalid.StatusCode);
    }

    [Fact]
    public async Task An_empty_registry_says_what_to_do_next()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);
        using var ben = await Visitor.SeedAsync(hub, Role.Viewer, "ben");

        var page = await ada.ReadAsync("/w/default/registry");
        var viewers = await ben.ReadAsync("/w/default/registry/robots");

        Assert.Contains("robot hub registry apply samples/warehouse.yaml", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/w/default/registry/projects/new\"", page, StringComparison.Ordinal);
        Assert.Contains("An admin of this workspace can create one.", viewers, StringComparison.Ordinal);
        Assert.DoesNotContain("/new\"", viewers, StringComparison.Ordinal);
    }
}
