using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>A robot: a machine on a level, or one that enhances references. What it says of itself is not here, but in its reports.</summary>
public record RobotFields : RegistryFields
{
    /// <summary>The model or class, such as <c>agv/model-x</c>: 1 to 200 characters.</summary>
    public required string RobotType { get; init; }

    /// <summary>The level it is on.</summary>
    public Guid? LevelId { get; init; }

    /// <summary>Unique in the workspace.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>What it does.</summary>
    public RobotStatus Status { get; set; } = RobotStatus.Unknown;

    /// <summary>What it can do: at most 100 texts.</summary>
    public IReadOnlyList<string> Capabilities { get; set; } = [];

    /// <summary>Where it starts, in metres.</summary>
    public double? InitialPosX { get; init; }

    /// <inheritdoc cref="InitialPosX"/>
    public double? InitialPosY { get; init; }

    /// <inheritdoc cref="InitialPosX"/>
    public double? InitialPosZ { get; init; }

    /// <summary>Anything else, at most 16 KiB.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>0 to 100.</summary>
    public double? CurrentBatteryPercentage { get; init; }

    /// <summary>Its id at the DESTINY repository.</summary>
    public Guid? DestinyRobotId { get; init; }

    /// <summary>The DESTINY repository that it works for.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>The version that it should run.</summary>
    public string? Version { get; init; }

    /// <summary>The enhancer that it should run.</summary>
    public string? Enhancer { get; init; }

    /// <summary>Whose it is.</summary>
    public string? Owner { get; init; }

    /// <summary>Where it runs, such as <c>production</c>.</summary>
    public string? Environment { get; init; }

    internal override RegistryColumns Columns => new(LevelId, RobotType, WireNames<RobotStatus>.Of(Status)) { SerialNumber = SerialNumber };

    internal override FieldProblem? Check() => FieldChecks.First(
        FieldChecks.Required("name", Name),
        FieldChecks.Required("robot_type", RobotType),
        SerialNumber is null ? null : FieldChecks.Required("serial_number", SerialNumber),
        FieldChecks.Texts("capabilities", Capabilities),
        FieldChecks.Object("metadata", Metadata),
        FieldChecks.Between("current_battery_percentage", CurrentBatteryPercentage, 0, 100),
        FieldChecks.Url("repository_url", RepositoryUrl),
        FieldChecks.Optional("version", Version),
        FieldChecks.Optional("enhancer", Enhancer),
        FieldChecks.Optional("owner", Owner),
        FieldChecks.Optional("environment", Environment));

    internal override RegistryFields Normalize(Guid workspaceId) => (RobotFields)base.Normalize(workspaceId) with { SerialNumber = SerialNumber?.Trim() };
}

/// <summary>What a robot does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RobotStatus>))]
public enum RobotStatus
{
    /// <summary>It waits for work.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,

    /// <summary>Its battery is being charged.</summary>
    [JsonStringEnumMemberName("charging")]
    Charging,

    /// <summary>It is on its way.</summary>
    [JsonStringEnumMemberName("moving")]
    Moving,

    /// <summary>It works.</summary>
    [JsonStringEnumMemberName("working")]
    Working,

    /// <summary>It failed, and needs somebody.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Somebody works on it.</summary>
    [JsonStringEnumMemberName("maintenance")]
    Maintenance,

    /// <summary>It cannot be reached.</summary>
    [JsonStringEnumMemberName("offline")]
    Offline,

    /// <summary>Nobody said.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
