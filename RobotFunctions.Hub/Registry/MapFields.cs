using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>A map of a project.</summary>
public record MapFields : RegistryFields
{
    /// <summary>The project. It cannot be changed.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>What it consists of.</summary>
    public required MapType MapType { get; init; }

    /// <summary>Where its data is.</summary>
    public string? MapDataUri { get; init; }

    /// <summary>The pose of its origin: any object of at most 16 KiB.</summary>
    public JsonObject? OriginPose { get; init; }

    /// <summary>Metres per cell; more than 0.</summary>
    public double? Resolution { get; init; }

    internal override RegistryColumns Columns => new(ProjectId, WireNames<MapType>.Of(MapType));

    internal override FieldProblem? Check() => FieldChecks.First(
        FieldChecks.Required("name", Name),
        FieldChecks.Optional("map_data_uri", MapDataUri, max: 2000),
        FieldChecks.Object("origin_pose", OriginPose),
        FieldChecks.Between("resolution", Resolution, double.Epsilon, double.MaxValue) is null ? null : new("resolution", "resolution must be more than 0."));
}

/// <summary>What a map consists of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MapType>))]
public enum MapType
{
    /// <summary>Cells that are free or occupied.</summary>
    [JsonStringEnumMemberName("OCCUPANCY_GRID")]
    OccupancyGrid,

    /// <summary>Points in space.</summary>
    [JsonStringEnumMemberName("POINT_CLOUD")]
    PointCloud,

    /// <summary>Lines and areas.</summary>
    [JsonStringEnumMemberName("VECTOR_MAP")]
    VectorMap,
}

/// <summary>A map as it is shown.</summary>
public sealed record MapView : MapFields, IRegistryView
{
    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset UpdatedAt { get; init; }
}
