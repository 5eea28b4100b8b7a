using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>What the last report of a robot said. It is not part of the robot's own versions: reports are too many for a history.</summary>
internal sealed class RobotObservation
{
    public required Guid RobotId { get; init; }

    public required Guid WorkspaceId { get; set; }

    public required RobotConnection Connection { get; set; }

    public required DateTimeOffset ReportedAt { get; set; }

    public required int IntervalSeconds { get; set; }

    /// <summary>When three intervals without a report are over.</summary>
    public required DateTimeOffset SilentAt { get; set; }

    public string? Version { get; set; }

    public string? Enhancer { get; set; }

    public DateTimeOffset? LastPollAt { get; set; }

    public int DeadLetters { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<RobotObservation>
    {
        public void Configure(EntityTypeBuilder<RobotObservation> builder)
        {
            builder.ToTable("RobotObservations");
            builder.HasKey(static observation => observation.RobotId);
            builder.Property(static observation => observation.RobotId).ValueGeneratedNever();

            // Text, compared for equality: a boolean or a number in WHERE keeps SQLite from using the index.
            builder.Property(static observation => observation.Connection).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(static observation => new { observation.Connection, observation.SilentAt });
            builder.HasOne<RegistryItem>().WithMany().HasForeignKey(static observation => observation.RobotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
