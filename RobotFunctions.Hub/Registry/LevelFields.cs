using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>A level: a floor or an area of a project, where robots and fixed assets are.</summary>
public record LevelFields : RegistryFields
{
    /// <summary>The project. It cannot be changed.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>What it is, in at most 4,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The map that shows it: one of the same project.</summary>
    public Guid? PrimaryMapId { get; init; }

    /// <summary>Where it stands.</summary>
    public LevelStatus Status { get; set; } = LevelStatus.Active;

    internal override RegistryColumns Columns => new(ProjectId, Type: null, WireNames<LevelStatus>.Of(Status)) { PrimaryMapId = PrimaryMapId };

    internal override FieldProblem? Check() => FieldChecks.First(FieldChecks.Required("name", Name), FieldChecks.Optional("description", Description, FieldChecks.MaxDescription));
}

/// <summary>Where a level stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LevelStatus>))]
public enum LevelStatus
{
    /// <summary>Of a shared session: it expires.</summary>
    [JsonStringEnumMemberName("temporary")]
    Temporary,

    /// <summary>Not verified yet.</summary>
    [JsonStringEnumMemberName("pending_verification")]
    PendingVerification,

    /// <summary>In use.</summary>
    [JsonStringEnumMemberName("active")]
    Active,
}

/// <summary>A level as it is shown.</summary>
public sealed record LevelView : LevelFields, IRegistryView
{
    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When a level of a shared session is removed; null for others.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
