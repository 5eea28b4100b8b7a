using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>Purges ended runs after <c>Storage:KeepEndedRuns</c>, at start and every hour.</summary>
internal sealed partial class EndedRunsPurge(
    RunFiles files,
    IOptions<StorageOptions> storage,
    TimeProvider time,
    ILogger<EndedRunsPurge> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Disk.RunAsync(() => files.PurgeEnded(time.GetUtcNow() - storage.Value.KeepEndedRuns), CancellationToken.None);
            }
            catch (IOException exception)
            {
                Log.Failed(logger, exception.Message);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Ended runs could not be purged; the next attempt is in an hour. {Problem}")]
        public static partial void Failed(ILogger logger, string problem);
    }
}
