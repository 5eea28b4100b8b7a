using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Makes a checkpoint of each workspace's histories every hour, if there is something new.</summary>
internal sealed partial class HourlyCheckpoints(IDbContextFactory<HubStore> stores, HistoryCheckpoints checkpoints, TimeProvider time, ILogger<HourlyCheckpoints> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var store = await stores.CreateDbContextAsync(stoppingToken);
                foreach (var workspace in await HistoryCheckpoints.UncoveredAsync(store, stoppingToken))
                {
                    await checkpoints.CreateAsync(workspace, stoppingToken);
                }
            }
            catch (Exception unavailable) when (StoreFailures.Include(unavailable))
            {
                LogUnavailable(log, unavailable);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A checkpoint of the histories was not made: the store is unavailable. The next attempt is in an hour.")]
    private static partial void LogUnavailable(ILogger log, Exception exception);
}
