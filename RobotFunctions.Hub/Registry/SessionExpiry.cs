using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>Removes expired shared sessions, with all that is in them.</summary>
internal sealed partial class SessionExpiry(IDbContextFactory<HubStore> stores, StoreWriter writer, TimeProvider time, ILogger<SessionExpiry> logger) : BackgroundService
{
    /// <summary>How often it looks for expired sessions. Their tokens do not work from the moment on that they expire.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const int MaxSessions = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RemoveAsync(stoppingToken);
            }
            catch (Exception exception) when (StoreFailures.Include(exception))
            {
                LogStoreFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RemoveAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var reading = await stores.CreateDbContextAsync(cancellation);
        var expired = await reading.SharedSessions.AsNoTracking().Where(session => session.ExpiresAt <= now).OrderBy(static session => session.ExpiresAt).Take(MaxSessions).ToListAsync(cancellation);
        foreach (var session in expired)
        {
            await writer.RunAsync(store => RemoveAsync(store, session, cancellation), cancellation);
        }
    }

    private static async Task RemoveAsync(HubStore store, SharedSession session, CancellationToken cancellation)
    {
        // Unless somebody else has removed or claimed it.
        if (await store.SharedSessions.Where(found => found.Id == session.Id).ExecuteDeleteAsync(cancellation) == 0)
        {
            return;
        }

        var items = store.RegistryItems.Where(item => item.WorkspaceId == session.WorkspaceId);
        await items.ExecuteUpdateAsync(static set => set.SetProperty(static item => item.PrimaryMapId, (Guid?)null), cancellation);
        foreach (var kind in RegistryKind.All.Reverse())
        {
            await items.Where(item => item.Kind == kind).ExecuteDeleteAsync(cancellation);
        }

        await store.RegistryVersions.Where(version => version.WorkspaceId == session.WorkspaceId).ExecuteDeleteAsync(cancellation);
        await store.Workspaces.Where(workspace => workspace.Id == session.WorkspaceId).ExecuteDeleteAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store failed while expired shared sessions were removed. The next attempt is in a minute.")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
