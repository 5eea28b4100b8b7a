using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>
/// Finds robots that have been silent for three intervals, and tells of each once, however many replicas look. While the Hub itself was stopped or paused
/// it heard nobody: from then on every robot has three fresh intervals.
/// </summary>
internal sealed partial class OfflineWatch(IDbContextFactory<HubStore> stores, StoreWriter writer, ConnectionEvents events, TimeProvider time, ILogger<OfflineWatch> logger) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int MaxRobots = 500;

    private readonly ListeningTime _listening = new(Interval);

    /// <summary>When it last looked; null before the first time.</summary>
    public DateTimeOffset? LookedAt { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (StoreFailures.Include(exception))
            {
                LogStoreFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var since = _listening.Look(now);
        await using var reading = await stores.CreateDbContextAsync(cancellation);
        foreach (var silent in (await Silent(reading, now, MaxRobots).ToListAsync(cancellation)).Where(found => since + RobotReports.SilentIntervals * TimeSpan.FromSeconds(found.IntervalSeconds) <= now))
        {
            await writer.RunAsync(store => MarkAsync(store, silent, cancellation), cancellation);
        }

        LookedAt = now;
    }

    /// <summary>The robots whose three intervals are over, the longest silent first.</summary>
    internal static IQueryable<RobotObservation> Silent(HubStore store, DateTimeOffset now, int limit) => store.RobotObservations.AsNoTracking()
        .Where(observation => observation.Connection == RobotConnection.Online && observation.SilentAt <= now)
        .OrderBy(static observation => observation.SilentAt)
        .Take(limit);

    // Unless it reported meanwhile, or another replica marked it.
    private async Task MarkAsync(HubStore store, RobotObservation silent, CancellationToken cancellation)
    {
        var marked = await store.RobotObservations
            .Where(found => found.RobotId == silent.RobotId && found.Connection == RobotConnection.Online && found.SilentAt == silent.SilentAt)
            .ExecuteUpdateAsync(static set => set.SetProperty(static found => found.Connection, RobotConnection.Offline), cancellation);
        if (marked == 1 && await store.RegistryItems.SingleOrDefaultAsync(item => item.Id == silent.RobotId, cancellation) is { } robot)
        {
            silent.Connection = RobotConnection.Offline;
            await events.RecordAsync(store, robot, silent, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store failed while silent robots were looked for. The next look is in a few seconds.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
