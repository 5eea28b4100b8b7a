using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>What somebody asks a robot to do. It waits for the robot's next report, so that robots are reached which nobody can call.</summary>
internal sealed class RobotCommand
{
    public required Guid Id { get; init; }

    public required Guid RobotId { get; init; }

    public required CommandKind Kind { get; init; }

    public required string RunId { get; init; }

    public required CommandState State { get; set; }

    public string? Problem { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is not handed out any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>When the robot told the outcome.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<RobotCommand>
    {
        public void Configure(EntityTypeBuilder<RobotCommand> builder)
        {
            builder.ToTable("RobotCommands");
            builder.Property(static command => command.Id).ValueGeneratedNever();
            builder.Property(static command => command.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(static command => command.State).HasConversion<string>().HasMaxLength(20);
            builder.Property(static command => command.RunId).HasMaxLength(RobotRun.MaxRunId);

            // Lists, newest first, and what each report of the robot asks for.
            builder.HasIndex(static command => new { command.RobotId, command.Id });
            builder.HasIndex(static command => new { command.RobotId, command.State });
            builder.HasOne<RegistryItem>().WithMany().HasForeignKey(static command => command.RobotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>What a robot can be asked to do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandKind>))]
public enum CommandKind
{
    /// <summary>End an open run.</summary>
    [JsonStringEnumMemberName("cancel")]
    Cancel,

    /// <summary>Deliver a dead letter again.</summary>
    [JsonStringEnumMemberName("redeliver")]
    Redeliver,
}

/// <summary>How far a command is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandState>))]
public enum CommandState
{
    /// <summary>The robot has not reported since.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>The robot was told, and has not told an outcome.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    /// <summary>The robot did it.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>The robot could not do it, or it expired.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
