using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>Something on a level that stays where it is.</summary>
public record FixedAssetFields : RegistryFields
{
    /// <summary>What it is.</summary>
    public required FixedAssetType AssetType { get; init; }

    /// <summary>The level it is on.</summary>
    public required Guid LevelId { get; init; }

    /// <summary>Whether it can be used.</summary>
    public FixedAssetStatus Status { get; set; } = FixedAssetStatus.Available;

    /// <summary>Where on the level it is: any object of at most 16 KiB.</summary>
    public JsonObject? Location { get; init; }

    /// <summary>Anything else, at most 16 KiB.</summary>
    public JsonObject? Properties { get; init; }

    internal override RegistryColumns Columns => new(LevelId, WireNames<FixedAssetType>.Of(AssetType), WireNames<FixedAssetStatus>.Of(Status));

    internal override FieldProblem? Check() =>
        FieldChecks.First(FieldChecks.Required("name", Name), FieldChecks.Object("location", Location), FieldChecks.Object("properties", Properties));
}

/// <summary>What a fixed asset is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FixedAssetType>))]
public enum FixedAssetType
{
    /// <summary>Charges batteries.</summary>
    [JsonStringEnumMemberName("CHARGER")]
    Charger,

    /// <summary>Brings goods.</summary>
    [JsonStringEnumMemberName("INPUT_CONVEYOR")]
    InputConveyor,

    /// <summary>Takes goods away.</summary>
    [JsonStringEnumMemberName("OUTPUT_CONVEYOR")]
    OutputConveyor,

    /// <summary>Where people or machines work.</summary>
    [JsonStringEnumMemberName("WORKSTATION")]
    Workstation,

    /// <summary>Stores goods.</summary>
    [JsonStringEnumMemberName("STORAGE_RACK")]
    StorageRack,

    /// <summary>Anything else.</summary>
    [JsonStringEnumMemberName("OTHER")]
    Other,
}

/// <summary>Whether a fixed asset can be used.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FixedAssetStatus>))]
public enum FixedAssetStatus
{
    /// <summary>It can be used.</summary>
    [JsonStringEnumMemberName("available")]
    Available,

    /// <summary>It is being used.</summary>
    [JsonStringEnumMemberName("in_use")]
    InUse,

    /// <summary>Somebody works on it.</summary>
    [JsonStringEnumMemberName("maintenance")]
    Maintenance,

    /// <summary>It failed, and needs somebody.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Nobody said.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It is switched on and has nothing to do.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,
}

/// <summary>A fixed asset as it is shown.</summary>
public sealed record FixedAssetView : FixedAssetFields, IRegistryView
{
    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset UpdatedAt { get; init; }
}
