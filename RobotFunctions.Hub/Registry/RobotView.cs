using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Registry;

/// <summary>A robot as it is shown.</summary>
public sealed record RobotView : RobotFields, IRegistryView
{
    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was registered: the same as <see cref="CreatedAt"/>, under the name that clients of the robot registry know.</summary>
    public required DateTimeOffset RegistrationDate { get; init; }

    /// <summary>Since when it is disabled, and claims nothing; null while it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it is disabled.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>The token of the shared session that was made for it, this once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ShareToken { get; init; }

    /// <summary>Where others see the shared session, this once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ShareUrl { get; init; }
}
