using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Registry;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry;

public sealed class RegistryHistoryTests
{
    [Theory]
    [Stores]
    public async Task An_object_is_read_as_it_was_at_any_time_of_its_life_and_not_outside_of_it(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var before = Now(hub);
        hub.Time.Skip(TimeSpan.FromHours(1));
        var robot = await hub.CreateRobotAsync();
        var states = new List<(string At, JsonElement State)>();
        foreach (var owner in (string[])["ada", "bob", "eve"])
        {
            hub.Time.Skip(TimeSpan.FromHours(1));
            await hub.SendAsync(HttpMethod.Patch, robot, new { owner });
            states.Add((Now(hub), await hub.ReadAsync(robot)));
            hub.Time.Skip(TimeSpan.FromHours(1));
            states.Add((Now(hub), states[^1].State));
        }

        await hub.SendAsync(HttpMethod.Delete, robot);

        foreach (var (at, state) in states.SkipLast(1))
        {
            Assert.True(JsonElement.DeepEquals(state, await hub.ReadAsync($"{robot}?as_of={at}")), at);
        }

        await hub.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{robot}?as_of={before}");
        await hub.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{robot}?as_of={Now(hub)}");
        await hub.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, $"{robot}?as_of=yesterday");
    }

    [Theory]
    [Stores]
    public async Task The_history_names_who_made_each_version_and_outlives_the_object(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var robot = await hub.CreateRobotAsync();
        await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "ada" }, ("X-Request-ID", "request-7"));
        await hub.SendAsync(HttpMethod.Patch, robot, new { owner = "ada" });
        await hub.SendAsync(HttpMethod.Delete, robot);

        var first = await hub.ReadAsync($"{robot}/history?limit=2");
        var rest = await hub.ReadAsync($"{robot}/history?limit=2&cursor={first.GetProperty("next_cursor").GetString()}");
        var versions = first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).ToList();

        Assert.Equal([3, 2, 1], versions.Select(static version => version.GetProperty("version").GetInt32()));
        Assert.Equal(["deleted", "updated", "created"], versions.Select(static version => version.GetProperty("change").GetString()));
        Assert.All(versions, static version => Assert.Equal("key:test", version.GetProperty("actor").GetString()));
        Assert.Equal("request-7", versions[1].GetProperty("request_id").GetString());
        Assert.Equal(["ada", "ada", null], versions.Select(static version => version.GetProperty("object").GetProperty("owner").GetString()));
        await hub.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"/api/v1/robots/{Guid.NewGuid()}/history");
        await hub.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, robot.Replace("robots", "levels", StringComparison.Ordinal) + "/history");
    }

    [Theory]
    [Stores]
    public async Task A_version_is_found_by_an_index_among_a_thousand_of_one_object(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var id = Guid.CreateVersion7();
        await hub.WriteAsync(store =>
        {
            store.RegistryVersions.AddRange(Enumerable.Range(1, 1000).SelectMany(number => new[] { Version(id, number), Version(Guid.NewGuid(), 1) }));
            return Task.CompletedTask;
        });
        await hub.WriteAsync(static store => store.Database.ExecuteSqlRawAsync("ANALYZE"));

        foreach (var (query, index) in new (Func<Hub.Store.HubStore, IQueryable<RegistryVersion>>, string)[]
        {
            (store => RegistryHistory.At(store, Workspace.DefaultId, RegistryKind.Robot, id, DateTimeOffset.UnixEpoch.AddSeconds(500)), "IX_RegistryVersions_ItemId_At_Version"),
            (store => RegistryHistory.Of(store, Workspace.DefaultId, RegistryKind.Robot, id, before: 500).Take(50), "RegistryVersions"),
        })
        {
            var plan = await hub.ReadAsync(store => QueryPlan.OfAsync(store, query(store)));

            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
    }

    private static RegistryVersion Version(Guid item, int number) => new()
    {
        ItemId = item,
        Version = number,
        WorkspaceId = Workspace.DefaultId,
        Kind = RegistryKind.Robot,
        At = DateTimeOffset.UnixEpoch.AddSeconds(number),
        Actor = "key:test",
        Change = "updated",
        Document = "{}",
    };

    private static string Now(RegistryHub hub) => Uri.EscapeDataString(hub.Time.GetUtcNow().ToString("O"));
}
