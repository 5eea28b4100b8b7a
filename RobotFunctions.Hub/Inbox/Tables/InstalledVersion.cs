using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>One version of a schema: the file as it was installed. It never changes.</summary>
internal sealed class InstalledVersion
{
    public required Guid Id { get; init; }

    public required Guid SchemaId { get; init; }

    /// <summary>The version as it was written.</summary>
    public required string Version { get; init; }

    /// <summary>The version with all three numbers, by which versions are the same or not.</summary>
    public required string FullVersion { get; init; }

    /// <summary>The bytes of the file.</summary>
    public required byte[] Content { get; init; }

    public required DateTimeOffset InstalledAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<InstalledVersion>
    {
        public void Configure(EntityTypeBuilder<InstalledVersion> builder)
        {
            builder.ToTable("TaskSchemaVersions");
            builder.Property(static version => version.Id).ValueGeneratedNever();
            builder.Property(static version => version.Version).HasMaxLength(64);
            builder.Property(static version => version.FullVersion).HasMaxLength(80);
            builder.HasIndex(static version => new { version.SchemaId, version.FullVersion }).IsUnique();
            builder.HasOne<InstalledSchema>().WithMany().HasForeignKey(static version => version.SchemaId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
