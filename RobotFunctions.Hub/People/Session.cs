using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.People;

/// <summary>A browser in which a person is signed in, or about to. The cookie has a random token; the store has its digest.</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The SHA-256 of the token.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The person's security stamp at the start. A new password, a removed person and a changed second factor change the stamp, and so end the session.</summary>
    public required string SecurityStamp { get; init; }

    public required SessionState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required DateTimeOffset LastUsedAt { get; set; }

    /// <summary>When it ends, however much it is used.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The network address of the sign-in.</summary>
    public string? Address { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("Sessions");
            builder.Property(static session => session.Id).ValueGeneratedNever();
            builder.Property(static session => session.State).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(static session => session.Digest).IsUnique();
            builder.HasIndex(static session => session.PersonId);
            builder.HasIndex(static session => session.ExpiresAt);
            builder.HasOne<Person>().WithMany().HasForeignKey(static session => session.PersonId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>How far a sign-in is.</summary>
internal enum SessionState
{
    /// <summary>The person is signed in.</summary>
    Complete,

    /// <summary>The password was right, and the second factor is missing. Such a session shows no page but the one that asks for it.</summary>
    SecondFactor,

    /// <summary>The password was right, and the person must set up a second factor, which this Hub requires.</summary>
    Enrolment,
}
