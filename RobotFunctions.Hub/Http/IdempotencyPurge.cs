using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Http;

/// <summary>Removes expired answers of idempotent requests every hour.</summary>
internal sealed partial class IdempotencyPurge(IdempotencyStore store, TimeProvider time, ILogger<IdempotencyPurge> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                await store.PurgeAsync(stoppingToken);
            }
            catch (Exception unavailable) when (StoreFailures.Include(unavailable))
            {
                LogUnavailable(log, unavailable);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Warning, "Expired answers of idempotent requests were not removed, because the store is unavailable. The next attempt is in an hour.")]
    private static partial void LogUnavailable(ILogger log, Exception exception);
}
