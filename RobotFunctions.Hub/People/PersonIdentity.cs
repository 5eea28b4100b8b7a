using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.People;

/// <summary>A person's identity at an OpenID Connect provider: the issuer and the subject, which never change, unlike names and addresses.</summary>
internal sealed class PersonIdentity : IdentityUserLogin<Guid>
{
    internal sealed class Configuration : IEntityTypeConfiguration<PersonIdentity>
    {
        public void Configure(EntityTypeBuilder<PersonIdentity> builder)
        {
            builder.ToTable("PersonIdentities");
            builder.HasKey(static identity => new { identity.LoginProvider, identity.ProviderKey });
            builder.Ignore(static identity => identity.ProviderDisplayName);
            builder.HasIndex(static identity => identity.UserId);
            builder.HasOne<Person>().WithMany().HasForeignKey(static identity => identity.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
