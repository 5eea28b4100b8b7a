using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Access;

/// <summary>A temporary workspace that whoever has its token may read and change, until it expires or somebody claims what is in it.</summary>
internal sealed class SharedSession
{
    public required Guid Id { get; init; }

    /// <summary>The temporary workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The level that its robots are on.</summary>
    public required Guid LevelId { get; set; }

    /// <summary>The digest of its token, which is shown once.</summary>
    public required byte[] TokenDigest { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<SharedSession>
    {
        public void Configure(EntityTypeBuilder<SharedSession> builder)
        {
            builder.ToTable("SharedSessions");
            builder.Property(static session => session.Id).ValueGeneratedNever();
            builder.HasIndex(static session => session.TokenDigest).IsUnique();
            builder.HasIndex(static session => session.WorkspaceId).IsUnique();
            builder.HasIndex(static session => session.ExpiresAt);
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static session => session.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
