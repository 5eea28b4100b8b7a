using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.People;

/// <summary>A person's role in a workspace.</summary>
internal sealed class Membership
{
    public required Guid WorkspaceId { get; init; }

    public required Guid PersonId { get; init; }

    public required Role Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the groups of the OpenID Connect provider give the role. Then each sign-in sets it again, or removes it.</summary>
    public required bool FromGroups { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.ToTable("Memberships");
            builder.HasKey(static membership => new { membership.WorkspaceId, membership.PersonId });
            builder.Property(static membership => membership.Role).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(static membership => membership.PersonId);
            builder.HasOne<Workspace>().WithMany().HasForeignKey(static membership => membership.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(static membership => membership.PersonId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
