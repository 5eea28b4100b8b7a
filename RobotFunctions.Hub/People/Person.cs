using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.People;

/// <summary>A person. ASP.NET Core Identity keeps the password's hash, failed attempts, the lockout, the security stamp and the second factor.</summary>
internal sealed class Person : IdentityUser<Guid>
{
    /// <summary>Whether the person administers the instance: creates workspaces and people.</summary>
    public bool IsAdministrator { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when the person may not sign in; null if they may.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>When the person signed in last; null for never.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>The secret that is shared with the authenticator app, encrypted.</summary>
    public byte[]? AuthenticatorKey { get; set; }

    /// <summary>The recovery codes that were not used yet, encrypted.</summary>
    public byte[]? RecoveryCodes { get; set; }

    /// <summary>The code of the authenticator app that was used last, as a digest, so that each works once.</summary>
    public byte[]? LastCode { get; set; }

    /// <summary>The name that the person signs in with.</summary>
    public string Name => UserName!;

    internal sealed class Configuration : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("People");
            builder.Property(static person => person.Id).ValueGeneratedNever();
            builder.Property(static person => person.UserName).HasMaxLength(PersonNames.MaxLength).IsRequired();
            builder.Property(static person => person.NormalizedUserName).HasMaxLength(PersonNames.MaxKeyLength).IsRequired();
            builder.Property(static person => person.Email).HasMaxLength(PersonNames.MaxEmail);
            builder.Property(static person => person.NormalizedEmail).HasMaxLength(PersonNames.MaxEmail);
            builder.Property(static person => person.ConcurrencyStamp).IsConcurrencyToken();
            builder.Ignore(static person => person.PhoneNumber);
            builder.Ignore(static person => person.PhoneNumberConfirmed);
            builder.Ignore(static person => person.Name);
            builder.HasIndex(static person => person.NormalizedUserName).IsUnique();
        }
    }
}
