using System.CommandLine;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Commands;
using RobotFunctions.Hub.Registry;
using RobotFunctions.Hub.Registry.Files;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Registry;

public sealed class RegistryApplyTests
{
    private static readonly string Sample = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../samples/warehouse.yaml");

    [Theory]
    [Stores]
    public async Task The_sample_is_planned_applied_and_then_there_is_nothing_to_change(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var declared = Read(await File.ReadAllTextAsync(Sample));

        var planned = await PlanAsync(hub, declared);
        Assert.Null(await ApplyAsync(hub, declared, planned));

        Assert.Equal(8, planned.Count);
        Assert.Contains("+ robot Main Warehouse Simulation / Level 1 / AGV 1", planned.SelectMany(static change => change.Lines()));
        Assert.Empty(await PlanAsync(hub, declared));
        var robot = (await hub.ReadAsync("/api/v1/robots?serial_number=agv-0001")).GetProperty("items")[0];
        Assert.Equal(("AGV 1", "yellow"), (robot.GetProperty("name").GetString(), robot.GetProperty("metadata").GetProperty("colour").GetString()));
        var level = (await hub.ReadAsync("/api/v1/levels")).GetProperty("items")[0];
        Assert.Equal((await hub.ReadAsync("/api/v1/maps")).GetProperty("items")[0].GetProperty("id").GetString(), level.GetProperty("primary_map_id").GetString());
        Assert.Equal(8, (await hub.EventsAsync()).Count);
    }

    [Theory]
    [Stores]
    public async Task What_is_exported_is_what_there_is(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var declared = Read(await File.ReadAllTextAsync(Sample));
        await ApplyAsync(hub, declared, await PlanAsync(hub, declared));
        var (_, level) = await hub.CreateLevelAsync("true");
        await hub.CreateAsync("robots", new { name = "null", robot_type = "1.10", level_id = level, owner = "", metadata = new { text = "1", other = "a: b # c\n", yes = true, list = (object?[])[1.5, null] } });

        var exported = await ExportAsync(hub);
        Assert.Empty(await PlanAsync(hub, Read(exported), prune: true));

        await hub.App.WriteAsync(static async store =>
        {
            await store.RegistryItems.ExecuteUpdateAsync(static set => set.SetProperty(static item => item.PrimaryMapId, (Guid?)null));
            foreach (var kind in RegistryKind.All.Reverse())
            {
                await store.RegistryItems.Where(item => item.Kind == kind).ExecuteDeleteAsync();
            }
        });
        await ApplyAsync(hub, Read(exported), await PlanAsync(hub, Read(exported)));
        Assert.Equal(exported, await ExportAsync(hub));
    }

    [Theory]
    [Stores]
    public async Task A_changed_file_updates_its_fields_and_deletes_only_when_told_to(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var sample = await File.ReadAllTextAsync(Sample);
        await ApplyAsync(hub, Read(sample), await PlanAsync(hub, Read(sample)));
        await hub.CreateLevelAsync("by hand");
        var changed = Read(sample.Replace("Receiving, storage and shipping.", "Shipping.", StringComparison.Ordinal));

        var kept = await PlanAsync(hub, changed);
        var pruned = await PlanAsync(hub, changed, prune: true);
        Assert.Null(await ApplyAsync(hub, changed, pruned, prune: true));

        Assert.Equal(["~ level Main Warehouse Simulation / Level 1", "    description: \"Receiving, storage and shipping.\" -> \"Shipping.\""], kept.SelectMany(static change => change.Lines()));
        Assert.Contains("- project project of by hand", pruned.SelectMany(static change => change.Lines()));
        Assert.Equal(1, (await hub.ReadAsync("/api/v1/projects")).GetProperty("items").GetArrayLength());
        Assert.Empty(await PlanAsync(hub, changed, prune: true));
    }

    [Theory]
    [Stores]
    public async Task A_registry_that_changed_since_the_plan_and_a_file_that_is_not_valid_change_nothing(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var declared = Read(await File.ReadAllTextAsync(Sample));
        var planned = await PlanAsync(hub, declared);
        await hub.CreateAsync("projects", new { name = "Main Warehouse Simulation" });

        Assert.Contains("Plan again", await ApplyAsync(hub, declared, planned), StringComparison.Ordinal);
        foreach (var (from, to, line) in new[] { ("asset_type: CHARGER", "asset_type: FAN", 19), ("primary_map: Ground floor", "primary_map: Cellar", 15), ("AGV-0002", "agv-0001", 33) })
        {
            var text = (await File.ReadAllTextAsync(Sample)).Replace(from, to, StringComparison.Ordinal);
            var refused = await Assert.ThrowsAsync<RegistryFileException>(() => PlanAsync(hub, Read(text)));
            Assert.True(refused.Line == line, $"{refused.Line}: {refused.Message}");
        }

        Assert.Equal(0, (await hub.ReadAsync("/api/v1/robots")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [Stores]
    public async Task The_commands_plan_apply_and_export_beside_a_running_Hub(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var hub = await RegistryHub.StartAsync(kind, database: database);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("bad.yaml"), "projects:\n  - colour: red\n");

        Assert.Equal(0, await RunAsync(database, "plan", Sample));
        Assert.Equal(0, (await hub.ReadAsync("/api/v1/projects")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, await RunAsync(database, "apply", Sample, "--yes"));
        Assert.Equal(0, await RunAsync(database, "export"));
        Assert.Equal(2, await RunAsync(database, "apply", folder.File("bad.yaml"), "--yes"));

        Assert.Equal(2, (await hub.ReadAsync("/api/v1/robots")).GetProperty("items").GetArrayLength());
        var project = (await hub.ReadAsync("/api/v1/projects")).GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Equal("command line", (await hub.ReadAsync($"/api/v1/projects/{project}/history")).GetProperty("items")[0].GetProperty("actor").GetString());
    }

    private static IReadOnlyList<FileObject> Read(string text)
    {
        using var reader = new StringReader(text);
        return RegistryFile.Read(reader);
    }

    private static Task<IReadOnlyList<PlannedChange>> PlanAsync(RegistryHub hub, IReadOnlyList<FileObject> declared, bool prune = false) =>
        hub.Get<RegistryFiles>().PlanAsync(CommandLineCaller.In(Workspace.DefaultId), declared, prune, default);

    private static Task<string?> ApplyAsync(RegistryHub hub, IReadOnlyList<FileObject> declared, IReadOnlyList<PlannedChange> planned, bool prune = false) =>
        hub.Get<RegistryFiles>().ApplyAsync(CommandLineCaller.In(Workspace.DefaultId), declared, prune, planned, default);

    private static Task<string> ExportAsync(RegistryHub hub) => hub.App.ReadAsync(static async store =>
    {
        using var text = new StringWriter();
        new RegistryExport(await RegistryIndex.ReadAsync(store, Workspace.DefaultId, default)).Write(text);
        return text.ToString();
    });

    private static Task<int> RunAsync(TestDatabase database, params string[] arguments)
    {
        var command = HubCommand.Create((_, given) => new ConfigurationBuilder().AddInMemoryCollection(given).Build());
        return command.Parse(["registry", .. arguments, "--database", database.Setting]).InvokeAsync();
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
