using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Registry;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry;

public sealed class RegistryListTests
{
    private const int Many = 3000;

    [Theory]
    [Stores]
    public async Task Lists_are_filtered_and_paged_by_cursor_and_by_skip(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (_, level) = await hub.CreateLevelAsync();
        for (var number = 0; number < 5; number++)
        {
            hub.Time.Advance(TimeSpan.FromMilliseconds(1));
            await hub.CreateAsync("robots", new { name = $"r{number}", robot_type = number < 2 ? "arm" : "agv", level_id = level, status = number == 4 ? "idle" : "unknown" });
        }

        await hub.CreateRobotAsync("elsewhere");
        Assert.Equal(["r4", "r3"], await NamesAsync($"/api/v1/robots/?level_id={level}&limit=2"));
        Assert.Equal(["r2", "r1", "r0"], await NamesAsync($"/api/v1/robots?level_id={level}&skip=2&limit=100"));
        Assert.Equal(["r4"], await NamesAsync("/api/v1/robots?status=idle"));
        Assert.Equal(["r1", "r0"], await NamesAsync("/api/v1/robots?type=arm"));
        Assert.Equal(["r3"], await NamesAsync("/api/v1/robots?name=%20R3"));
        Assert.Equal(["r4", "r3", "r2", "r1", "r0"], await WalkAsync($"/api/v1/robots?level_id={level}&limit=2"));
        Assert.Equal(["r3", "r2", "r1", "r0"], await WalkAsync($"/api/v1/robots?level_id={level}&limit=2&skip=1"));

        async Task<IEnumerable<string?>> NamesAsync(string path) => (await hub.ReadAsync(path)).GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("name").GetString());

        async Task<IEnumerable<string?>> WalkAsync(string path)
        {
            var seen = new List<string?>();
            for (string? next = path; next is not null;)
            {
                var page = await hub.ReadAsync(next);
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("name").GetString()));
                next = page.GetProperty("next_cursor").GetString() is { } cursor ? $"{path}&cursor={cursor}" : null;
            }

            return seen;
        }
    }

    [Theory]
    [Stores]
    public async Task Every_list_is_read_by_an_index_among_many_that_are_not_listed(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var few = await hub.CreateWorkspaceAsync("few");
        var (busy, quiet) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await hub.WriteAsync(store =>
        {
            Add(store, Workspace.DefaultId, busy, Many);
            Add(store, Workspace.DefaultId, quiet, count: 5);
            Add(store, few, Guid.CreateVersion7(), count: 100);
            return Task.CompletedTask;
        });
        await hub.WriteAsync(static store => store.Database.ExecuteSqlRawAsync("ANALYZE"));

        var all = new RegistryQuery { WorkspaceId = Workspace.DefaultId, Kind = RegistryKind.Robot };
        foreach (var (query, before) in new (RegistryQuery, Guid?)[]
        {
            (all with { WorkspaceId = few }, null),
            (all with { WorkspaceId = few }, Guid.CreateVersion7()),
            (all with { ParentId = quiet }, null),
            (all with { ParentId = quiet }, Guid.CreateVersion7()),
            (all with { Status = "error" }, null),
            (all with { Type = "rare" }, null),
            (all with { Name = "r17" }, null),
            (all with { SerialNumber = "SN-17" }, null),
        })
        {
            var plan = await hub.ReadAsync(store => QueryPlan.OfAsync(store, query.Apply(store, before, limit: 50)));

            Assert.True(plan.Contains("IX_RegistryItems_", StringComparison.Ordinal) || plan.Contains("PK_RegistryItems", StringComparison.Ordinal), plan);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
        }
    }

    private static void Add(HubStore store, Guid workspace, Guid level, int count)
    {
        var project = Item(workspace, RegistryKind.Project, parent: null, $"p{level}");
        store.RegistryItems.AddRange(project, Item(workspace, RegistryKind.Level, project.Id, "l", level));
        for (var number = 0; number < count; number++)
        {
            var robot = Item(workspace, RegistryKind.Robot, level, $"r{number}");
            robot.Type = number == 3 ? "rare" : "agv";
            robot.Status = number == 5 ? "error" : "idle";
            robot.SerialKey = count == Many ? $"SN-{number}" : null;
            store.RegistryItems.Add(robot);
        }
    }

    private static RegistryItem Item(Guid workspace, RegistryKind kind, Guid? parent, string name, Guid? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        WorkspaceId = workspace,
        Kind = kind,
        ParentId = parent,
        Name = name,
        NameKey = NameKey.Of(name),
        Document = "{}",
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Version = 1,
    };
}
