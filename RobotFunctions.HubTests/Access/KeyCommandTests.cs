using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Commands;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Access;

public sealed class KeyCommandTests
{
    [Theory]
    [Stores]
    public async Task A_key_is_created_and_revoked_beside_a_running_hub(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var hub = await HubApp.StartAsync(kind, database: database);

        Assert.Equal(0, await RunAsync(database, "create", "--name", "bot", "--scope", "ping", "--scope", "audit:read", "--expires", "90d"));
        var key = await hub.ReadAsync(static store => store.ApiKeys.AsNoTracking().SingleAsync());
        Assert.Equal("audit:read ping", key.Scopes);
        Assert.Equal(TimeSpan.FromDays(90), TimeSpan.FromMinutes(Math.Round((key.ExpiresAt!.Value - key.CreatedAt).TotalMinutes)));
        Assert.Equal(0, await RunAsync(database, "list"));
        Assert.Equal(0, await RunAsync(database, "revoke", key.Id.ToString()));

        Assert.NotNull(await hub.ReadAsync(static store => store.ApiKeys.Select(static key => key.RevokedAt).SingleAsync()));
        Assert.Equal(["command line", "command line"], await hub.ReadAsync(static store => store.Audit.Select(static entry => entry.Actor).ToListAsync()));
    }

    [Theory]
    [InlineData("create", "--name", "b", "--scope", "pong")]
    [InlineData("create", "--name", "", "--scope", "ping")]
    [InlineData("create", "--name", "b", "--scope", "ping", "--expires", "soon")]
    [InlineData("create", "--name", "b", "--scope", "ping", "--workspace", "nope")]
    [InlineData("revoke", "01a215c6-ebba-762d-a0f7-c08af51d8c32")]
    public async Task What_cannot_be_done_is_refused_and_changes_nothing(params string[] arguments)
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite);
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, database: database);

        Assert.Equal(2, await RunAsync(database, arguments));

        Assert.Equal(0, await hub.ReadAsync(static store => store.ApiKeys.CountAsync()));
        Assert.Equal(0, await hub.ReadAsync(static store => store.Audit.CountAsync()));
    }

    [Theory]
    [InlineData("90d", 90 * 24)]
    [InlineData("12h", 12)]
    [InlineData("", null)]
    [InlineData("d", null)]
    [InlineData("0d", null)]
    [InlineData("-1d", null)]
    [InlineData("1.5d", null)]
    [InlineData("36501d", null)]
    [InlineData("99999999999d", null)]
    [InlineData("9m", null)]
    public void A_lifetime_is_days_or_hours(string text, int? hours)
    {
        Assert.Equal(hours is not null, Lifetime.TryParse(text, out var lifetime));
        Assert.Equal(hours, lifetime?.TotalHours);
    }

    private static Task<int> RunAsync(TestDatabase database, params string[] arguments)
    {
        var command = HubCommand.Create((_, given) => new ConfigurationBuilder().AddInMemoryCollection(given).Build());
        return command.Parse(["key", .. arguments, "--database", database.Setting]).InvokeAsync();
    }
}
