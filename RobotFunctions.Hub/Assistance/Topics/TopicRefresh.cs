using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>Keeps the topics fresh for those who are in a transaction.</summary>
internal sealed partial class TopicRefresh(TopicCache cache, TimeProvider time, ILogger<TopicRefresh> log) : BackgroundService
{
    /// <summary>How often it looks whether they are stale.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await cache.FreshAsync(stoppingToken);
            }
            catch (Exception unavailable) when (StoreFailures.Include(unavailable))
            {
                LogUnavailable(log, unavailable);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Warning, "The topics could not be read, because the store is unavailable. The next attempt is in seconds.")]
    private static partial void LogUnavailable(ILogger log, Exception exception);
}
