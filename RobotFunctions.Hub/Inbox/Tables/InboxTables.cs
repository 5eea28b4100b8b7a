using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>The tables of this area.</summary>
internal static class InboxTables
{
    extension(HubStore store)
    {
        public DbSet<InstalledSchema> Schemas => store.Set<InstalledSchema>();

        public DbSet<InstalledVersion> SchemaVersions => store.Set<InstalledVersion>();

        public DbSet<SchemaHook> SchemaHooks => store.Set<SchemaHook>();

        public DbSet<InboxTask> Tasks => store.Set<InboxTask>();

        public DbSet<TaskVote> TaskVotes => store.Set<TaskVote>();

        public DbSet<StoredEntry> TaskHistory => store.Set<StoredEntry>();

        public DbSet<StoredCheckpoint> Checkpoints => store.Set<StoredCheckpoint>();

        /// <summary>Reads a task that a transaction is going to change. On PostgreSQL its row is locked until then; SQLite has one writer at a time.</summary>
        public async Task<InboxTask?> LockTaskAsync(Guid id, CancellationToken cancellation)
        {
            var found = store is PostgresStore
                ? await store.Tasks.FromSql($"SELECT * FROM \"Tasks\" WHERE \"Id\" = {id} FOR UPDATE").ToListAsync(cancellation)
                : await store.Tasks.Where(task => task.Id == id).ToListAsync(cancellation);
            return found.SingleOrDefault();
        }
    }
}
