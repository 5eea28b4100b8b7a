using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Pages;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Api;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Pages;

public sealed class InboxDaysTests
{
    [Theory]
    [Stores]
    public async Task Tasks_are_counted_by_the_days_of_their_creation_and_resolution_and_open_ones_by_age(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        var now = hub.Time.GetUtcNow();
        await hub.PostAsync(new { schema_name = "a", task = "t" });
        var decided = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!;
        var reopened = (await hub.PostAsync(new { schema_name = "a", task = "t" })).GetProperty("id").GetString()!;
        await hub.DecideAsync(decided, "yes");
        await hub.DecideAsync(reopened, "yes");
        await hub.DecideAsync(reopened, "p");

        var today = await ReadAsync(now);
        var tomorrow = await ReadAsync(now.AddDays(1).AddHours(1));
        var muchLater = await ReadAsync(now.AddDays(30));

        Assert.Equal(14, today.Days.Count);
        Assert.Equal(new InboxDay(DateOnly.FromDateTime(now.UtcDateTime), 3, 1), today.Days[^1]);
        Assert.Equal(new InboxDay(DateOnly.FromDateTime(now.UtcDateTime), 3, 1), tomorrow.Days[^2]);
        Assert.All(muchLater.Days, static day => Assert.Equal((0, 0), (day.Created, day.Resolved)));
        Assert.Equal([2, 0, 0, 0, 0], today.Ages.Select(static age => age.Count));
        Assert.Equal([0, 0, 2, 0, 0], tomorrow.Ages.Select(static age => age.Count));
        Assert.Equal([0, 0, 0, 0, 2], muchLater.Ages.Select(static age => age.Count));

        Task<InboxDays> ReadAsync(DateTimeOffset at) => hub.App.ReadAsync(store => InboxDays.ReadAsync(store, Workspace.DefaultId, at, default));
    }
}
