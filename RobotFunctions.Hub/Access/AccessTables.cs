using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Access;

/// <summary>The tables of this area.</summary>
internal static class AccessTables
{
    extension(HubStore store)
    {
        public DbSet<Workspace> Workspaces => store.Set<Workspace>();

        public DbSet<ApiKey> ApiKeys => store.Set<ApiKey>();

        public DbSet<SharedSession> SharedSessions => store.Set<SharedSession>();

        public DbSet<AuditEntry> Audit => store.Set<AuditEntry>();
    }
}
