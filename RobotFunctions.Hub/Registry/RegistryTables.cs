using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>The tables of this area.</summary>
internal static class RegistryTables
{
    extension(HubStore store)
    {
        public DbSet<RegistryItem> RegistryItems => store.Set<RegistryItem>();

        public DbSet<RegistryVersion> RegistryVersions => store.Set<RegistryVersion>();

        /// <summary>An object of a workspace; null if the workspace has none of this kind and id.</summary>
        public Task<RegistryItem?> FindRegistryItemAsync(Guid workspaceId, RegistryKind kind, Guid id, CancellationToken cancellation) =>
            store.RegistryItems.SingleOrDefaultAsync(item => item.Id == id && item.WorkspaceId == workspaceId && item.Kind == kind, cancellation);
    }
}
