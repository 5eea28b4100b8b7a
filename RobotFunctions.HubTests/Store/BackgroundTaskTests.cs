using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Store;

/// <summary>What the Hub does by itself. A task that ended by an exception would stop the Hub.</summary>
public sealed class BackgroundTaskTests : IDisposable
{
    private readonly CollectedLogs _logs = new();
    private readonly FakeTimeProvider _time = new();
    private readonly UnreachableStores _stores = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public Task Due_times_outlive_a_store_that_cannot_be_reached() =>
        VerifyAsync(new DueTimes(_stores, actions: null!, _time, _logs.For<DueTimes>()));

    [Fact]
    public Task Hourly_checkpoints_outlive_a_store_that_cannot_be_reached() =>
        VerifyAsync(new HourlyCheckpoints(_stores, checkpoints: null!, _time, _logs.For<HourlyCheckpoints>()));

    [Fact]
    public async Task The_purge_of_idempotent_requests_outlives_a_store_that_cannot_be_reached()
    {
        using var writer = new StoreWriter(_stores, DatabaseLocation.Parse("Host=db.example;Database=hub"));
        await VerifyAsync(new IdempotencyPurge(new IdempotencyStore(_stores, writer, new EphemeralDataProtectionProvider(), _time), _time, _logs.For<IdempotencyPurge>()));
    }

    private async Task VerifyAsync(BackgroundService service)
    {
        using (service)
        {
            await service.StartAsync(default);
            await Eventually.TrueAsync(() =>
            {
                // Again and again: the service may not have its timer yet.
                _time.Advance(TimeSpan.FromHours(1));
                return _logs.Lines.Count > 0 || service.ExecuteTask!.IsCompleted;
            });

            Assert.False(service.ExecuteTask!.IsCompleted, $"{service.ExecuteTask.Exception}");
            await service.StopAsync(default);
        }
    }

    // As EF Core throws what may pass.
    private sealed class UnreachableStores : IDbContextFactory<HubStore>
    {
        public HubStore CreateDbContext() => throw new InvalidOperationException("Likely a transient failure.", new NpgsqlException("No connection.", new TimeoutException()));
    }
}
