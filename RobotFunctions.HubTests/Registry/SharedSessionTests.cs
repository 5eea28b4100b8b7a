using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Registry;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Registry;

public sealed class SharedSessionTests
{
    private static readonly object Robot = new { name = "AGV 1", robot_type = "agv/model-x" };

    [Theory]
    [Stores]
    public async Task The_story_of_the_robot_registry_passes_with_its_own_requests(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (_, workspace) = await hub.SendAsync(HttpMethod.Post, "/api/v1/workspaces/", new { name = "e2e-workspace" });
        var workspaceId = workspace.GetProperty("id").GetGuid();
        Assert.Contains(workspaceId, Ids(await hub.ReadAsync("/api/v1/workspaces?limit=100")));
        var key = await hub.App.CreateKeyAsync(workspaceId, expiresAt: null);

        var project = await PostAsync("projects", new { name = "E2E Project", workspace_id = workspaceId });
        var level = await PostAsync("levels", new { name = "E2E Level", project_id = project, description = "made by a test" });
        var robot = await PostAsync("robots", new { name = "E2E Robot", robot_type = "agv/model-x", level_id = level, serial_number = "E2E-1", status = "idle", capabilities = (string[])["lift"] });
        Assert.Equal(robot, Assert.Single(Ids(await GetAsync($"robots?level_id={level}&skip=0&limit=100"))));
        Assert.Equal("idle", (await GetAsync($"robots/{robot}")).GetProperty("status").GetString());
        using var put = await hub.App.SendAsync(HttpMethod.Put, $"/api/v1/robots/{robot}", key, new { status = "working", current_battery_percentage = 80 });
        Assert.Equal("working", (await put.JsonAsync()).GetProperty("status").GetString());
        using var deleted = await hub.App.SendAsync(HttpMethod.Delete, $"/api/v1/robots/{robot}", key);
        Assert.Equal((HttpStatusCode.OK, robot), (deleted.StatusCode, (await deleted.JsonAsync()).GetProperty("id").GetGuid()));

        using var shared = await hub.App.SendAsync(HttpMethod.Post, "/api/v1/robots/", key, Robot);
        var created = await shared.JsonAsync();
        var token = shared.Headers.GetValues("X-Share-Token").Single();
        Assert.Equal((HttpStatusCode.Created, token), (shared.StatusCode, created.GetProperty("share_token").GetString()));
        var (_, read) = await WithTokenAsync(hub, HttpMethod.Get, $"/api/v1/robots/{created.GetProperty("id").GetString()}", token);
        Assert.Equal("AGV 1", read.GetProperty("name").GetString());

        async Task<Guid> PostAsync(string path, object body)
        {
            using var answer = await hub.App.SendAsync(HttpMethod.Post, $"/api/v1/{path}/", key, body);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return (await answer.JsonAsync()).GetProperty("id").GetGuid();
        }

        async Task<JsonElement> GetAsync(string path)
        {
            using var answer = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/{path}", key);
            return await answer.JsonAsync();
        }
    }

    [Theory]
    [Stores]
    public async Task Whoever_has_the_token_sees_and_changes_the_session_and_nobody_else_does(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        await hub.CreateRobotAsync("other", serial: "SN-1");
        var (token, robot, url) = await ShareAsync(hub);

        var (joined, second) = await WithTokenAsync(hub, HttpMethod.Post, "/api/v1/robots", token, new { name = "AGV 2", robot_type = "agv", serial_number = "SN-1" });
        Assert.Equal(HttpStatusCode.Created, joined);
        Assert.False(second.TryGetProperty("share_token", out _));
        Assert.Equal(HttpStatusCode.OK, (await WithTokenAsync(hub, HttpMethod.Put, robot, token, new { status = "idle" })).Status);
        Assert.Equal(2, (await WithTokenAsync(hub, HttpMethod.Get, "/api/v1/robots", token)).Body.GetProperty("items").GetArrayLength());

        foreach (var path in new[] { new Uri(url).AbsolutePath, "/api/v1/share" })
        {
            var (_, session) = await WithTokenAsync(hub, HttpMethod.Get, path, path.StartsWith("/share", StringComparison.Ordinal) ? null : token);
            Assert.Equal(["AGV 1", "AGV 2"], session.GetProperty("robots").EnumerateArray().Select(static found => found.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
            Assert.Equal("temporary", session.GetProperty("levels")[0].GetProperty("status").GetString());
        }

        await hub.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, robot);
        Assert.Equal(1, (await hub.ReadAsync("/api/v1/robots")).GetProperty("items").GetArrayLength());
        var wrong = SecretToken.Create();
        Assert.Equal(HttpStatusCode.NotFound, (await WithTokenAsync(hub, HttpMethod.Get, robot, wrong)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await WithTokenAsync(hub, HttpMethod.Get, $"/share/{wrong}", null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await WithTokenAsync(hub, HttpMethod.Get, "/api/v1/audit", token)).Status);
    }

    [Theory]
    [Stores]
    public async Task The_token_is_in_no_table_list_event_or_log(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (token, robot, _) = await ShareAsync(hub);
        var (_, read) = await WithTokenAsync(hub, HttpMethod.Get, robot, token);
        var (_, levels) = await WithTokenAsync(hub, HttpMethod.Get, "/api/v1/levels", token);

        Assert.DoesNotContain(token, $"{read}{levels}", StringComparison.Ordinal);
        var stored = await hub.App.ReadAsync(static async store =>
        {
            var documents = await store.RegistryItems.Select(static item => item.Document).Concat(store.RegistryVersions.Select(static version => version.Document)).ToListAsync();
            var targets = await store.Audit.Select(static entry => entry.Target).ToListAsync();
            return string.Join('\n', documents.Concat(targets));
        });
        Assert.DoesNotContain(token, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.App.Logs.Lines, line => line.Text.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [Stores]
    public async Task A_session_that_is_claimed_moves_to_the_workspace_and_does_not_expire(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (token, robot, _) = await ShareAsync(hub);

        var (status, project) = await hub.SendAsync(HttpMethod.Post, "/api/v1/share/claim", new { share_token = token });
        await hub.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "/api/v1/share/claim", new { share_token = token });
        hub.Time.Skip(RegistrySessions.Lifetime);
        hub.Time.Advance(SessionExpiry.Interval);

        Assert.Equal((HttpStatusCode.OK, Workspace.DefaultId), (status, project.GetProperty("workspace_id").GetGuid()));
        var claimed = await hub.ReadAsync(robot);
        var level = await hub.ReadAsync($"/api/v1/levels/{claimed.GetProperty("level_id").GetString()}");
        Assert.Equal(("active", JsonValueKind.Null), (level.GetProperty("status").GetString(), level.GetProperty("expires_at").ValueKind));
        Assert.Equal(2, (await hub.ReadAsync($"{robot}/history")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await WithTokenAsync(hub, HttpMethod.Get, robot, token)).Status);
        Assert.Contains("robot.created", (await hub.EventsAsync()).Select(static found => found.GetProperty("type").GetString()));
        Assert.Equal(1, await hub.App.ReadAsync(static store => store.Workspaces.CountAsync()));
    }

    [Theory]
    [Stores]
    public async Task A_claim_that_would_give_a_serial_number_twice_is_refused_and_the_session_stays(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        await hub.CreateRobotAsync(serial: "SN-1");
        var (token, robot, _) = await ShareAsync(hub);
        await WithTokenAsync(hub, HttpMethod.Patch, robot, token, new { serial_number = "sn-1" });

        Assert.Contains("SN-1", await hub.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "/api/v1/share/claim", new { share_token = token }), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await WithTokenAsync(hub, HttpMethod.Get, robot, token)).Status);
    }

    [Theory]
    [Stores]
    public async Task An_expired_session_is_not_found_at_once_and_removed_with_all_that_is_in_it(StoreKind kind)
    {
        await using var hub = await RegistryHub.StartAsync(kind);
        var (token, robot, _) = await ShareAsync(hub);

        hub.Time.Skip(RegistrySessions.Lifetime);
        Assert.Equal(HttpStatusCode.NotFound, (await WithTokenAsync(hub, HttpMethod.Get, robot, token)).Status);
        hub.Time.Advance(SessionExpiry.Interval);

        await Eventually.TrueAsync(() => hub.App.ReadAsync(static async store =>
            await store.SharedSessions.CountAsync() + await store.RegistryItems.CountAsync() + await store.RegistryVersions.CountAsync() == 0 && await store.Workspaces.CountAsync() == 1));
    }

    private static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetGuid());

    private static async Task<(string Token, string Robot, string Url)> ShareAsync(RegistryHub hub)
    {
        var (status, created) = await hub.SendAsync(HttpMethod.Post, "/api/v1/robots", Robot);
        Assert.True(status == HttpStatusCode.Created, $"{created}");
        return (created.GetProperty("share_token").GetString()!, $"/api/v1/robots/{created.GetProperty("id").GetString()}", created.GetProperty("share_url").GetString()!);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> WithTokenAsync(RegistryHub hub, HttpMethod method, string path, string? token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null)
        {
            request.Headers.Add("X-Share-Token", token);
        }

        using var answer = await hub.App.Client.SendAsync(request);
        return (answer.StatusCode, await answer.JsonAsync());
    }
}
