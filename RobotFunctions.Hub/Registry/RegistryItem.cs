using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>An object of the registry: its document as it is shown, and in columns what lists and rules need (docs/decisions/018).</summary>
internal sealed class RegistryItem
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; set; }

    public required RegistryKind Kind { get; init; }

    /// <summary>The object that it belongs to; null for a project.</summary>
    public Guid? ParentId { get; set; }

    public required string Name { get; set; }

    /// <summary>The form in which names are compared.</summary>
    public required string NameKey { get; set; }

    public string? Type { get; set; }

    public string? Status { get; set; }

    /// <summary>The form in which serial numbers are compared.</summary>
    public string? SerialKey { get; set; }

    /// <summary>The primary map of a level.</summary>
    public Guid? PrimaryMapId { get; set; }

    /// <summary>When a level of a shared session is removed.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Since when a robot is disabled; null while it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Why it is disabled, in the words of who disabled it.</summary>
    public string? DisabledReason { get; set; }

    /// <summary>The object as it is shown: JSON.</summary>
    public required string Document { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Which version of it this is, from 1.</summary>
    public required int Version { get; set; }

    /// <summary>The ETag of this version.</summary>
    public string Tag => ETags.Of(Id, Version);

    internal sealed class Configuration : IEntityTypeConfiguration<RegistryItem>
    {
        public void Configure(EntityTypeBuilder<RegistryItem> builder)
        {
            builder.ToTable("RegistryItems");
            builder.Property(static item => item.Id).ValueGeneratedNever();
            builder.Property(static item => item.Kind).HasConversion(static kind => kind.Name, static name => RegistryKind.Of(name)).HasMaxLength(20);
            builder.Property(static item => item.Name).HasMaxLength(FieldChecks.MaxText);
            builder.Property(static item => item.Type).HasMaxLength(FieldChecks.MaxText);
            builder.Property(static item => item.Status).HasMaxLength(30);
            builder.Property(static item => item.Version).IsConcurrencyToken();
            builder.Ignore(static item => item.Tag);

            // The rules of the registry, also for two that change it at the same time.
            builder.HasIndex(static item => new { item.ParentId, item.Kind, item.NameKey }).IsUnique();
            builder.HasIndex(static item => new { item.WorkspaceId, item.NameKey }).IsUnique().HasFilter("\"ParentId\" IS NULL");
            builder.HasIndex(static item => new { item.WorkspaceId, item.SerialKey }).IsUnique();
            builder.HasOne<RegistryItem>().WithMany().HasForeignKey(static item => item.ParentId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<RegistryItem>().WithMany().HasForeignKey(static item => item.PrimaryMapId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static item => item.WorkspaceId).OnDelete(DeleteBehavior.Restrict);

            // Lists, newest first: all of a kind, of a parent, of a status, of a type, of a name.
            builder.HasIndex(static item => new { item.WorkspaceId, item.Kind, item.Id });
            builder.HasIndex(static item => new { item.ParentId, item.Kind, item.Id });
            builder.HasIndex(static item => new { item.WorkspaceId, item.Kind, item.Status, item.Id });
            builder.HasIndex(static item => new { item.WorkspaceId, item.Kind, item.Type, item.Id });
            builder.HasIndex(static item => new { item.WorkspaceId, item.Kind, item.NameKey, item.Id });
        }
    }
}
