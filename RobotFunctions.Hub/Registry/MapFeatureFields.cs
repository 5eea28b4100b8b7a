using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>Something that a map shows.</summary>
public record MapFeatureFields : RegistryFields
{
    /// <summary>The map. It cannot be changed.</summary>
    public required Guid MapId { get; init; }

    /// <summary>What it is.</summary>
    public required MapFeatureType FeatureType { get; init; }

    /// <summary>Its shape: any object of at most 16 KiB, such as GeoJSON.</summary>
    public JsonObject? Geometry { get; init; }

    /// <summary>Anything else, at most 16 KiB.</summary>
    public JsonObject? Metadata { get; init; }

    internal override RegistryColumns Columns => new(MapId, WireNames<MapFeatureType>.Of(FeatureType));

    internal override FieldProblem? Check() =>
        FieldChecks.First(FieldChecks.Required("name", Name), FieldChecks.Object("geometry", Geometry), FieldChecks.Object("metadata", Metadata));
}

/// <summary>What a feature of a map is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MapFeatureType>))]
public enum MapFeatureType
{
    /// <summary>An area.</summary>
    [JsonStringEnumMemberName("ZONE")]
    Zone,

    /// <summary>A place.</summary>
    [JsonStringEnumMemberName("POINT_OF_INTEREST")]
    PointOfInterest,

    /// <summary>A way.</summary>
    [JsonStringEnumMemberName("PATH")]
    Path,

    /// <summary>An area that robots must not enter.</summary>
    [JsonStringEnumMemberName("RESTRICTED_AREA")]
    RestrictedArea,
}

/// <summary>A feature of a map as it is shown.</summary>
public sealed record MapFeatureView : MapFeatureFields, IRegistryView
{
    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public required DateTimeOffset UpdatedAt { get; init; }
}
