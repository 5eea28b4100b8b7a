namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>An existing enhancement of a reference, as the repository delivers it.</summary>
public sealed record Enhancement
{
    /// <summary>The id, a UUID of any version; the first API generation does not send it.</summary>
    public Guid? Id { get; init; }

    /// <summary>The reference it was made for. If the repository has merged duplicates, this may be the id of a duplicate instead of the reference's own.</summary>
    public required Guid ReferenceId { get; init; }

    /// <summary>Who made it.</summary>
    public required string Source { get; init; }

    /// <summary>Who may see it.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>The version of the robot that made it.</summary>
    public string? RobotVersion { get; init; }

    /// <summary>The enhancements it was derived from.</summary>
    public IReadOnlyList<Guid>? DerivedFrom { get; init; }

    /// <summary>The content.</summary>
    public required EnhancementContent Content { get; init; }

    /// <summary>When it was added to the repository; null before April 2026.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
