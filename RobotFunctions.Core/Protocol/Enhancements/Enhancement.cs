namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>An enhancement that a reference already has, as the repository hands it out.</summary>
public sealed record Enhancement
{
    /// <summary>Its id, of any UUID version; the first API generation gives none.</summary>
    public Guid? Id { get; init; }

    /// <summary>The reference it was made for: a duplicate's id where the repository has merged duplicates, so not always the reference's own.</summary>
    public required Guid ReferenceId { get; init; }

    /// <summary>Who made it.</summary>
    public required string Source { get; init; }

    /// <summary>Who may see it.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>The version of the robot that made it.</summary>
    public string? RobotVersion { get; init; }

    /// <summary>The enhancements it was derived from.</summary>
    public IReadOnlyList<Guid>? DerivedFrom { get; init; }

    /// <summary>What it says.</summary>
    public required EnhancementContent Content { get; init; }

    /// <summary>When it came into the repository; null before April 2026.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
