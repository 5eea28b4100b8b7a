using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Access;

public sealed class AuditTests
{
    private static readonly (string Query, string Expected)[] Filters =
    [
        ("action=key.created", "key.created by a, key.created by b"),
        ("action=key.*", "key.revoked by a, key.created by a, key.created by b"),
        ("action=key.*&actor=person:a", "key.revoked by a, key.created by a"),
        ("actor=person:b", "key.created by b"),
        ("action=&actor=", "key.revoked by a, key.created by a, key.created by b"),
        ("action=%25.created", ""),
        ("action=key_*", ""),
        ("action=Key.created", ""),
    ];

    [Theory]
    [Stores]
    public async Task The_audit_is_filtered_by_action_or_its_beginning_and_by_actor(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var keys = hub.Services.GetRequiredService<ApiKeys>();
        var (a, b) = (CommandLineCaller.In(Workspace.DefaultId) with { Actor = "person:a" }, CommandLineCaller.In(Workspace.DefaultId) with { Actor = "person:b" });
        var (_, reader) = await keys.CreateAsync(b, "of b", [Scopes.AuditRead], expiresAt: null, default);
        var (key, _) = await keys.CreateAsync(a, "of a", [Scopes.Ping], expiresAt: null, default);
        Assert.True(await keys.RevokeAsync(a, key.Id, default));

        foreach (var (query, expected) in Filters)
        {
            using var answer = await hub.SendAsync(HttpMethod.Get, $"/api/v1/audit?{query}", reader);
            var entries = (await answer.JsonAsync()).GetProperty("items").EnumerateArray();
            var found = string.Join(", ", entries.Select(static entry => $"{entry.GetProperty("action")} by {entry.GetProperty("actor").GetString()!["person:".Length..]}"));
            Assert.Equal((query, expected), (query, found));
        }
    }
}
