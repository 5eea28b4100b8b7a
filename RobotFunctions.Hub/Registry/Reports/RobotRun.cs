using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>A run of a robot, as it was last reported.</summary>
internal sealed class RobotRun
{
    /// <summary>The longest run id.</summary>
    public const int MaxRunId = 100;

    public required Guid Id { get; init; }

    public required Guid RobotId { get; init; }

    public required Guid WorkspaceId { get; set; }

    public required string RunId { get; init; }

    public required RunState State { get; set; }

    public required DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public int? References { get; set; }

    public int Done { get; set; }

    public int Failed { get; set; }

    public string? Problem { get; set; }

    public required DateTimeOffset ReportedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<RobotRun>
    {
        public void Configure(EntityTypeBuilder<RobotRun> builder)
        {
            builder.ToTable("RobotRuns");
            builder.Property(static run => run.Id).ValueGeneratedNever();
            builder.Property(static run => run.RunId).HasMaxLength(MaxRunId);
            builder.Property(static run => run.State).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(static run => new { run.RobotId, run.RunId }).IsUnique();

            // Lists, newest first, of a robot and of a workspace, and open runs of a robot.
            builder.HasIndex(static run => new { run.RobotId, run.StartedAt, run.Id });
            builder.HasIndex(static run => new { run.WorkspaceId, run.StartedAt, run.Id });
            builder.HasIndex(static run => new { run.RobotId, run.State });
            builder.HasOne<RegistryItem>().WithMany().HasForeignKey(static run => run.RobotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
