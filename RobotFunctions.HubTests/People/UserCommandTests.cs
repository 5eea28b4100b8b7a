using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Commands;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.People;

public sealed class UserCommandTests
{
    [Theory]
    [Stores]
    public async Task People_are_added_changed_and_removed_beside_a_running_hub(StoreKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var hub = await HubApp.StartAsync(kind, database: database);

        Assert.Equal(0, await RunAsync(database, "add", "ada", "--email", "ada@example.org", "--role", "admin", "--administrator"));
        Assert.Equal(0, await RunAsync(database, "add", "ben"));
        Assert.Equal(0, await RunAsync(database, "role", "BEN", "admin"));
        Assert.Equal(0, await RunAsync(database, "administrator", "ben", "on"));
        Assert.Equal(0, await RunAsync(database, "disable", "ada"));
        Assert.Equal(0, await RunAsync(database, "enable", "ada"));
        Assert.Equal(0, await RunAsync(database, "reset", "ada", "--second-factor"));
        Assert.Equal(0, await RunAsync(database, "sign-out", "ada"));
        Assert.Equal(0, await RunAsync(database, "unlock", "ada"));
        Assert.Equal(0, await RunAsync(database, "list"));
        Assert.Equal(0, await RunAsync(database, "remove", "ada"));

        var ben = await hub.ReadAsync(static store => store.People.SingleAsync());
        Assert.Equal(("ben", true), (ben.Name, ben.IsAdministrator));
        Assert.Equal(Role.Admin, await hub.ReadAsync(static store => store.Memberships.Select(static member => member.Role).SingleAsync()));
        Assert.Equal(
            ["administrator.added", "administrator.added", "member.added", "member.added", "member.changed", "person.created", "person.created", "person.disabled", "person.enabled", "person.removed", "person.reset-with-second-factor", "person.signed-out-everywhere"],
            await hub.ReadAsync(static store => store.Audit.Select(static entry => entry.Action).Order().ToListAsync()));
    }

    [Theory]
    [InlineData("add", "a b")]
    [InlineData("add", "ada")]
    [InlineData("add", "ben", "--email", "nowhere")]
    [InlineData("add", "ben", "--workspace", "nope")]
    [InlineData("reset", "nobody")]
    [InlineData("remove", "ada")]
    [InlineData("disable", "ada")]
    [InlineData("role", "ada", "viewer")]
    [InlineData("administrator", "ada", "off")]
    public async Task What_cannot_be_done_is_refused_and_changes_nothing(params string[] arguments)
    {
        using var database = await TestDatabase.CreateAsync(StoreKind.Sqlite);
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, database: database);
        Assert.Equal(0, await RunAsync(database, "add", "ada", "--role", "admin", "--administrator"));
        var before = await hub.ReadAsync(static store => store.Audit.CountAsync());

        Assert.Equal(2, await RunAsync(database, arguments));

        Assert.Equal(before, await hub.ReadAsync(static store => store.Audit.CountAsync()));
        Assert.Equal(1, await hub.ReadAsync(static store => store.People.CountAsync()));
    }

    private static Task<int> RunAsync(TestDatabase database, params string[] arguments)
    {
        var command = HubCommand.Create((_, given) => new ConfigurationBuilder().AddInMemoryCollection(given).Build());
        return command.Parse(["user", .. arguments, "--database", database.Setting]).InvokeAsync();
    }
}
