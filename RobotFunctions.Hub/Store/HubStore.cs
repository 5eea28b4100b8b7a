using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace RobotFunctions.Hub.Store;

/// <summary>
/// The Hub's store. There is one model; SQLite and PostgreSQL have a derived context each, because each has its own migrations. Each area configures
/// its own entities (<see cref="IEntityTypeConfiguration{T}"/>) and names its tables, so that the store knows no area.
/// </summary>
internal abstract class HubStore(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(HubStore).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
}
