using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.People;

/// <summary>A passkey of a person (WebAuthn): its public key, by which ASP.NET Core Identity verifies that the person has the private one. It holds no secret.</summary>
internal sealed class Passkey : IdentityUserPasskey<Guid>
{
    public Guid Id { get; set; }

    /// <summary>When it was used last. A challenge that is older is refused, so that an answer works once.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Passkey>
    {
        // WebAuthn Level 3, 4: the longest id.
        private const int MaxCredentialId = 1023;

        public void Configure(EntityTypeBuilder<Passkey> builder)
        {
            builder.ToTable("Passkeys");
            builder.HasKey(static passkey => passkey.CredentialId);
            builder.Property(static passkey => passkey.CredentialId).HasMaxLength(MaxCredentialId).ValueGeneratedNever();
            builder.OwnsOne(static passkey => passkey.Data, static data => data.Property(static data => data.Name).HasMaxLength(Passkeys.MaxName));
            builder.Navigation(static passkey => passkey.Data).IsRequired();
            builder.HasIndex(static passkey => passkey.Id).IsUnique();
            builder.HasIndex(static passkey => passkey.UserId);
            builder.HasOne<Person>().WithMany().HasForeignKey(static passkey => passkey.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
