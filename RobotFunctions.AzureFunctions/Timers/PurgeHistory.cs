using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>Purges runs that ended longer ago than <c>Storage:KeepEndedRuns</c>.</summary>
internal sealed partial class PurgeHistory(IOptions<StorageOptions> storage, TimeProvider time, ILogger<PurgeHistory> logger)
{
    private static readonly OrchestrationRuntimeStatus[] Ended =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    /// <summary>Every night at three.</summary>
    [Function("purge-history")]
    public async Task PurgeAsync(
        [TimerTrigger("0 0 3 * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        // The engine fails if the start of the range is omitted.
        var purged = await client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(CreatedFrom: DateTimeOffset.UnixEpoch, CreatedTo: time.GetUtcNow() - storage.Value.KeepEndedRuns, Statuses: Ended),
            cancellation);
        LogPurged(purged.PurgedInstanceCount);
    }

    [LoggerMessage(1, LogLevel.Information, "{Count} ended instances were purged")]
    private partial void LogPurged(int count);
}
