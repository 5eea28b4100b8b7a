using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace RobotFunctions.Hub.Store;

/// <summary>Creates the contexts for EF Core's tools, which read the model only and open no database.</summary>
internal sealed class DesignTimeStores : IDesignTimeDbContextFactory<SqliteStore>, IDesignTimeDbContextFactory<PostgresStore>
{
    /// <inheritdoc/>
    SqliteStore IDesignTimeDbContextFactory<SqliteStore>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteStore>().UseSqlite("Data Source=:memory:").Options);

    /// <inheritdoc/>
    PostgresStore IDesignTimeDbContextFactory<PostgresStore>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresStore>().UseNpgsql("Host=localhost;Database=hub").Options);
}
