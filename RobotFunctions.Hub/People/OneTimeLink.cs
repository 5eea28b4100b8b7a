using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.People;

/// <summary>A link that works once: to set up the first account, or to set a password. The link has a random token; the store has its digest.</summary>
internal sealed class OneTimeLink
{
    public required Guid Id { get; init; }

    /// <summary>The SHA-256 of the token.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The person whose password it sets; null for the link that makes the first account.</summary>
    public Guid? PersonId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<OneTimeLink>
    {
        public void Configure(EntityTypeBuilder<OneTimeLink> builder)
        {
            builder.ToTable("OneTimeLinks");
            builder.Property(static link => link.Id).ValueGeneratedNever();
            builder.HasIndex(static link => link.Digest).IsUnique();
            builder.HasIndex(static link => link.PersonId);
            builder.HasOne<Person>().WithMany().HasForeignKey(static link => link.PersonId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
