using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Assistance;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Kills;

/// <summary>Requests that are stored beside a running Hub, as its commands work on the store. The Hub finds them with its next sweep.</summary>
internal sealed class RequestsBeside(TestDatabase database) : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddHub(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("HubServer:Database", (string?)database.Setting)]).Build())
        .BuildServiceProvider();

    /// <summary>Stores a request that is told through channels at once.</summary>
    public Task AskAsync(params IReadOnlyList<Guid> channels) => _services.GetRequiredService<StoreWriter>().RunAsync(
        store =>
        {
            AssistanceHub.Add(store, TimeProvider.System.GetUtcNow(), "The invoice is wrong.", [.. channels.Select(static channel => (channel, 0, NotificationCondition.Always, TimeSpan.Zero))]);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    /// <summary>All notifications.</summary>
    public async Task<List<Notification>> ReadAsync()
    {
        await using var store = await _services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync();
        return await store.Notifications.AsNoTracking().ToListAsync();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
