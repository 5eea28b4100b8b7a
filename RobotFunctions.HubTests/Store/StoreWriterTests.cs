using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Store;

public sealed class StoreWriterTests
{
    [Theory]
    [Stores]
    public async Task A_change_that_throws_leaves_nothing(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.WriteAsync(async store =>
        {
            store.Add(NewWorkspace("half"));
            await store.SaveChangesAsync();
            throw new InvalidOperationException();
        }));

        Assert.False(await hub.ReadAsync(static store => store.Workspaces.AnyAsync(static workspace => workspace.Name == "half")));
    }

    [Theory]
    [Stores]
    public async Task Many_writers_at_once_all_succeed(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(number => hub.WriteAsync(store =>
        {
            store.Add(NewWorkspace($"w{number}"));
            return Task.CompletedTask;
        })));

        Assert.Equal(33, await hub.ReadAsync(static store => store.Workspaces.CountAsync()));
    }

    [Theory]
    [Stores]
    public async Task Times_compare_whatever_their_offset_and_keep_microseconds(StoreKind kind)
    {
        var noon = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);
        await using var hub = await HubApp.StartAsync(kind);
        await hub.WriteAsync(store =>
        {
            store.Add(NewWorkspace("noon", noon.ToOffset(TimeSpan.FromHours(5))));
            return Task.CompletedTask;
        });

        var before = noon.AddSeconds(-1).ToOffset(TimeSpan.FromHours(-7));
        var found = await hub.ReadAsync(store => store.Workspaces.Where(workspace => workspace.CreatedAt > before).SingleAsync());

        Assert.Equal(noon.AddTicks(-7), found.CreatedAt);
        Assert.Equal(TimeSpan.Zero, found.CreatedAt.Offset);
    }

    private static Workspace NewWorkspace(string name, DateTimeOffset? createdAt = null) =>
        new() { Id = Guid.CreateVersion7(), Name = name, CreatedAt = createdAt ?? DateTimeOffset.UnixEpoch };
}
