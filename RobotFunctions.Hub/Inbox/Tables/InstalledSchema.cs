using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.Inbox.Tables;

/// <summary>A schema of a workspace. Its files are its versions.</summary>
internal sealed class InstalledSchema
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Name { get; init; }

    /// <summary>The secret of its webhooks, encrypted; null until there is one.</summary>
    public byte[]? Secret { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<InstalledSchema>
    {
        public void Configure(EntityTypeBuilder<InstalledSchema> builder)
        {
            builder.ToTable("TaskSchemas");
            builder.Property(static schema => schema.Id).ValueGeneratedNever();
            builder.Property(static schema => schema.Name).HasMaxLength(100);
            builder.HasIndex(static schema => new { schema.WorkspaceId, schema.Name }).IsUnique();
            builder.HasIndex(static schema => new { schema.WorkspaceId, schema.CreatedAt, schema.Id });
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static schema => schema.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
