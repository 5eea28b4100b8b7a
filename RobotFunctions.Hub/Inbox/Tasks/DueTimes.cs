using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Acts on due times that have passed. Every replica looks; the lock of the task lets one of them act.</summary>
internal sealed partial class DueTimes(IDbContextFactory<HubStore> stores, TaskActions actions, TimeProvider time, ILogger<DueTimes> log) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int Batch = 200;

    /// <summary>The tasks whose due time must be acted on, the earliest first.</summary>
    public static IQueryable<Guid> Passed(HubStore store, DateTimeOffset now, int count) =>
        store.Tasks.Where(task => task.ActAt <= now).OrderBy(static task => task.ActAt).ThenBy(static task => task.Id).Select(static task => task.Id).Take(count);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await PassAsync(stoppingToken);
            }
            catch (Exception unavailable) when (StoreFailures.Include(unavailable))
            {
                LogUnavailable(log, unavailable);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PassAsync(CancellationToken cancellation)
    {
        List<Guid> passed;
        var failed = 0;
        do
        {
            await using var store = await stores.CreateDbContextAsync(cancellation);
            passed = await Passed(store, time.GetUtcNow(), Batch).ToListAsync(cancellation);
            foreach (var id in passed)
            {
                failed += await TryPassAsync(id, cancellation) ? 0 : 1;
            }
        }
        while (passed.Count == Batch && failed == 0);
    }

    private async Task<bool> TryPassAsync(Guid id, CancellationToken cancellation)
    {
        try
        {
            await actions.PassDueAsync(id, cancellation);
            return true;
        }
#pragma warning disable CA1031 // A bug with one task may not keep the due times of all others from being acted on. It is logged.
        catch (Exception bug) when (bug is not OperationCanceledException && !StoreFailures.Include(bug))
#pragma warning restore CA1031
        {
            LogBug(log, bug, id);
            return false;
        }
    }

    [LoggerMessage(2, LogLevel.Error, "The due time of task {TaskId} was not acted on, because the Hub failed unexpectedly. It is tried again.")]
    private static partial void LogBug(ILogger log, Exception exception, Guid taskId);

    [LoggerMessage(1, LogLevel.Warning, "Due times of tasks were not acted on, because the store is unavailable. The next attempt is in seconds.")]
    private static partial void LogUnavailable(ILogger log, Exception exception);
}
