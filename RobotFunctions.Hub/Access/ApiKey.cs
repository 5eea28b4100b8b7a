using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Access;

/// <summary>The credential of a machine. The key itself is shown once; the store has its digest.</summary>
internal sealed class ApiKey
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>What a person calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The start of the key, by which a person recognizes it.</summary>
    public required string Prefix { get; init; }

    /// <summary>The SHA-256 of the whole key.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Its scopes, sorted, separated by spaces.</summary>
    public required string Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> builder)
        {
            builder.ToTable("ApiKeys");
            builder.Property(static key => key.Id).ValueGeneratedNever();
            builder.Property(static key => key.Name).HasMaxLength(200);
            builder.Property(static key => key.Prefix).HasMaxLength(20);
            builder.HasIndex(static key => key.Digest).IsUnique();
            builder.HasIndex(static key => new { key.WorkspaceId, key.CreatedAt });
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static key => key.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
