using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>Claims shared sessions: what is in them moves to the workspace of whoever claims, and does not expire.</summary>
internal sealed class SessionClaims(RetryingWriter writer, SharedSessions sessions, RegistryChanges changes, TimeProvider time)
{
    /// <summary>Claims a session.</summary>
    /// <param name="caller">Who claims it.</param>
    /// <param name="token">Its token.</param>
    /// <param name="cancellation">Cancels before it is claimed.</param>
    /// <returns>The project as it is now; or why it was not claimed.</returns>
    public Task<RegistryResult> ClaimAsync(Caller caller, string token, CancellationToken cancellation) => writer.RunAsync(
        async store =>
        {
            if (await sessions.FindAsync(store, token, cancellation) is not { } session || session.WorkspaceId == caller.WorkspaceId)
            {
                return RegistryResult.Refused(SharedSessions.Unknown);
            }

            var items = await store.RegistryItems.Where(item => item.WorkspaceId == session.WorkspaceId).ToListAsync(cancellation);
            if (await FindTakenAsync(store, caller.WorkspaceId, items, cancellation) is { } taken)
            {
                return RegistryResult.Refused(Problem.Conflict($"Your workspace has a project or a serial number of the session already: '{taken}'. Change it in one of the two, and claim again."));
            }

            // Of two that claim it, and the job that removes expired ones, the first removes the session.
            if (await store.SharedSessions.Where(found => found.Id == session.Id).ExecuteDeleteAsync(cancellation) == 0)
            {
                return RegistryResult.Refused(SharedSessions.Unknown);
            }

            // Parents first, as they were created.
            items.Sort(static (one, other) => RegistryKind.All.IndexOf(one.Kind).CompareTo(RegistryKind.All.IndexOf(other.Kind)));
            await changes.AdoptAsync(store, caller, items, cancellation);
            await store.RegistryVersions.Where(version => version.WorkspaceId == session.WorkspaceId)
                .ExecuteUpdateAsync(set => set.SetProperty(static version => version.WorkspaceId, caller.WorkspaceId), cancellation);
            store.Audit.Add(AuditEntry.Of(caller, "shared-session.claimed", $"{session.Id}", time.GetUtcNow()));
            await store.SaveChangesAsync(cancellation);
            await store.Workspaces.Where(workspace => workspace.Id == session.WorkspaceId).ExecuteDeleteAsync(cancellation);
            return RegistryResult.Done(items[0]);
        },
        cancellation);

    private static async Task<string?> FindTakenAsync(HubStore store, Guid workspaceId, List<RegistryItem> items, CancellationToken cancellation)
    {
        var names = items.Where(static item => item.ParentId is null).Select(static item => item.NameKey).ToList();
        var serials = items.Select(static item => item.SerialKey).OfType<string>().ToList();
        return await store.RegistryItems
            .Where(item => item.WorkspaceId == workspaceId && ((item.ParentId == null && names.Contains(item.NameKey)) || (item.SerialKey != null && serials.Contains(item.SerialKey))))
            .Select(static item => item.SerialKey ?? item.Name)
            .FirstOrDefaultAsync(cancellation);
    }
}
