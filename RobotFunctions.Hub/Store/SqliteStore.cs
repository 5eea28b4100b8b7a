using Microsoft.EntityFrameworkCore;

namespace RobotFunctions.Hub.Store;

/// <summary>The store in a SQLite file.</summary>
internal sealed class SqliteStore(DbContextOptions<SqliteStore> options) : HubStore(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddRowNumbers();
    }
}
