using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Access;

/// <summary>What everything in the Hub belongs to. Nothing of one workspace is visible in another. A new store has one, <see cref="DefaultName"/>.</summary>
internal sealed class Workspace
{
    public const string DefaultName = "default";

    /// <summary>The id of the workspace of a new store. It is the same in every store, so that it can be created by the migration.</summary>
    public static readonly Guid DefaultId = new("00000000-0000-7000-8000-000000000001");

    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Workspace>
    {
        public void Configure(EntityTypeBuilder<Workspace> builder)
        {
            builder.ToTable("Workspaces");
            builder.Property(static workspace => workspace.Id).ValueGeneratedNever();
            builder.Property(static workspace => workspace.Name).HasMaxLength(200);
            builder.HasIndex(static workspace => workspace.Name).IsUnique();
            builder.HasData(new Workspace { Id = DefaultId, Name = DefaultName, CreatedAt = DateTimeOffset.UnixEpoch });
        }
    }
}
