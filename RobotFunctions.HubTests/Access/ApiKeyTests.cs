using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Access;

public sealed class ApiKeyTests
{
    [Theory]
    [Stores]
    public async Task A_key_is_created_used_and_revoked(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var admin = await hub.CreateKeyAsync();
        using var created = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", admin, new { name = "bot", scopes = new[] { "ping", "ping" } });
        var body = await created.JsonAsync();
        var key = body.GetProperty("key").GetString()!;

        using var used = await hub.SendAsync(HttpMethod.Get, "/heartbeat/scoped", key);
        using var read = await hub.Client.SendAsync(With("api-key", admin, created.Headers.Location!));
        using var revoked = await hub.SendAsync(HttpMethod.Delete, created.Headers.Location!.ToString(), admin);
        using var again = await hub.SendAsync(HttpMethod.Delete, created.Headers.Location!.ToString(), admin);
        using var refused = await hub.SendAsync(HttpMethod.Get, "/heartbeat/scoped", key);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, used.StatusCode);
        Assert.Equal(["ping"], (await read.JsonAsync()).GetProperty("scopes").EnumerateArray().Select(static scope => scope.GetString()));
        Assert.DoesNotContain(key, await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("is revoked", await refused.DetailAsync(), StringComparison.Ordinal);
        using var audit = await hub.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=2", admin);
        Assert.Equal(
            ["key.revoked by key:test", "key.created by key:test"],
            (await audit.JsonAsync()).GetProperty("items").EnumerateArray().Select(static entry => $"{entry.GetProperty("action")} by {entry.GetProperty("actor")}"));
    }

    [Theory]
    [Stores]
    public async Task The_store_does_not_have_the_key(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var key = await hub.CreateKeyAsync();

        var stored = await hub.ReadAsync(static store => store.ApiKeys.SingleAsync());

        Assert.Equal(ApiKeySecret.Digest(key), stored.Digest);
        Assert.DoesNotContain(key, Encoding.Latin1.GetString(stored.Digest) + stored.Prefix + stored.Name + stored.Scopes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_cannot_give_scopes_that_it_does_not_have()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var key = await hub.CreateKeyAsync("keys:write");

        using var answer = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", key, new { name = "more", scopes = new[] { "keys:write", "audit:read" } });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("audit:read", await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task A_key_expires_at_its_moment(StoreKind kind)
    {
        var time = new FakeTimeProvider();
        await using var hub = await HubApp.StartAsync(kind, services => services.AddSingleton<TimeProvider>(time));
        var key = await hub.CreateKeyAsync(Workspace.DefaultId, time.GetUtcNow().AddDays(1), "ping");

        time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        using var before = await hub.SendAsync(HttpMethod.Get, "/heartbeat/scoped", key);
        time.Advance(TimeSpan.FromSeconds(1));
        using var after = await hub.SendAsync(HttpMethod.Get, "/heartbeat/scoped", key);

        Assert.Equal(HttpStatusCode.NoContent, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Contains("is expired", await after.DetailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task The_last_use_is_recorded_once_a_minute(StoreKind kind)
    {
        var time = new FakeTimeProvider();
        await using var hub = await HubApp.StartAsync(kind, services => services.AddSingleton<TimeProvider>(time));
        var key = await hub.CreateKeyAsync("ping");
        var start = time.GetUtcNow();

        Assert.Null(await LastUseAsync());
        time.Advance(TimeSpan.FromSeconds(59));
        await CallAsync();
        Assert.Equal(start, await LastUseAsync());
        time.Advance(TimeSpan.FromSeconds(60));
        await CallAsync();
        Assert.Equal(start.AddMinutes(1), await LastUseAsync());

        Task<DateTimeOffset?> LastUseAsync() => hub.ReadAsync(static store => store.ApiKeys.Select(static key => key.LastUsedAt).SingleAsync());

        async Task CallAsync()
        {
            using var answer = await hub.SendAsync(HttpMethod.Get, "/heartbeat/scoped", key);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Without_any_key_or_issuer_nobody_is_told_that_their_credential_is_bad()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);

        using var none = await hub.SendAsync(HttpMethod.Get, "/api/v1/keys");
        using var some = await hub.SendAsync(HttpMethod.Get, "/api/v1/keys", ApiKeySecret.Create());
        await hub.CreateKeyAsync();
        using var later = await hub.SendAsync(HttpMethod.Get, "/api/v1/keys");

        Assert.Equal(HttpStatusCode.NotImplemented, none.StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, some.StatusCode);
        Assert.Contains("robot hub key create", await some.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, later.StatusCode);
    }

    private static HttpRequestMessage With(string name, string value, Uri path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(name, value);
        return request;
    }
}
