using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Registry;

/// <summary>A version of an object, and who made it. Versions are only ever added, in the transaction of the change, and outlive the object.</summary>
internal sealed class RegistryVersion
{
    public required Guid ItemId { get; init; }

    /// <summary>Counts the versions of the object, from 1.</summary>
    public required int Version { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required RegistryKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it, as in the audit.</summary>
    public required string Actor { get; init; }

    /// <summary>The id of the request that made it; null for the command line.</summary>
    public string? RequestId { get; init; }

    /// <summary>What was done: <c>created</c>, <c>updated</c>, <c>deleted</c>, and of robots <c>disabled</c> and <c>enabled</c>.</summary>
    public required string Change { get; init; }

    /// <summary>The object as it was then; of a deleted one, as it was before.</summary>
    public required string Document { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<RegistryVersion>
    {
        public void Configure(EntityTypeBuilder<RegistryVersion> builder)
        {
            builder.ToTable("RegistryVersions");
            builder.HasKey(static version => new { version.ItemId, version.Version });
            builder.Property(static version => version.Kind).HasConversion(static kind => kind.Name, static name => RegistryKind.Of(name)).HasMaxLength(20);
            builder.Property(static version => version.Change).HasMaxLength(20);

            // What an object was at a time.
            builder.HasIndex(static version => new { version.ItemId, version.At, version.Version });
        }
    }
}
