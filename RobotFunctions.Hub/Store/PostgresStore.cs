using Microsoft.EntityFrameworkCore;

namespace RobotFunctions.Hub.Store;

/// <summary>The store in a PostgreSQL database.</summary>
internal sealed class PostgresStore(DbContextOptions<PostgresStore> options) : HubStore(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.FillTransactionIds();
        modelBuilder.AddSearchVectors();
    }
}
