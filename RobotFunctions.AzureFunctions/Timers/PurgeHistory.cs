using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.AzureFunctions.Timers;

/// <summary>Purges runs that ended longer ago than <c>Storage:KeepEndedRuns</c>.</summary>
internal sealed partial class PurgeHistory(IOptions<StorageOptions> storage, HostEngine engine, TimeProvider time, ILogger<PurgeHistory> logger)
{
    // One call must end well before the client's time limit.
    private static readonly TimeSpan CallLength = TimeSpan.FromSeconds(10);

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
        engine.Connect(client);
        var createdBefore = time.GetUtcNow() - storage.Value.KeepEndedRuns;
        var count = 0;
        PurgeResult purged;
        do
        {
            purged = await PurgeSomeAsync(createdBefore, cancellation);
            count += purged.PurgedInstanceCount;
        }
        while (purged is { IsComplete: false, PurgedInstanceCount: > 0 });

        LogPurged(count, createdBefore);
        if (purged.IsComplete == false)
        {
            LogSomeLeft();
        }
    }

    private Task<PurgeResult> PurgeSomeAsync(DateTimeOffset createdBefore, CancellationToken cancellation)
    {
        // The engine fails if the start of the range is omitted.
        var filter = new PurgeInstancesFilter(CreatedFrom: DateTimeOffset.UnixEpoch, CreatedTo: createdBefore, Statuses: Ended) { Timeout = CallLength };
        return engine.AskAsync((client, token) => client.PurgeAllInstancesAsync(filter, token), cancellation);
    }

    [LoggerMessage(1, LogLevel.Information, "{Count} ended instances that were created before {CreatedBefore} were purged")]
    private partial void LogPurged(int count, DateTimeOffset createdBefore);

    [LoggerMessage(2, LogLevel.Warning, "Some ended instances could not be purged; they are tried again the next night. The host's log names them")]
    private partial void LogSomeLeft();
}
