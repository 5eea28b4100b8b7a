using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Store;

/// <summary>
/// The Hub's store. There is one model; SQLite and PostgreSQL have a derived context each, because each has its own migrations. Each area configures
/// its own entities (<see cref="IEntityTypeConfiguration{T}"/>).
/// </summary>
internal abstract class HubStore(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<HubEvent> Events => Set<HubEvent>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<EventDelivery> Deliveries => Set<EventDelivery>();

    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();

    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(HubStore).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
}
