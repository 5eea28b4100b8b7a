using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>The JSON of the registry.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProjectFields))]
[JsonSerializable(typeof(LevelFields))]
[JsonSerializable(typeof(RobotFields))]
[JsonSerializable(typeof(FixedAssetFields))]
[JsonSerializable(typeof(MapFields))]
[JsonSerializable(typeof(MapFeatureFields))]
[JsonSerializable(typeof(SharedSessionView))]
[JsonSerializable(typeof(ShareClaim))]
[JsonSerializable(typeof(RobotDisabling))]
[JsonSerializable(typeof(Page<ProjectView>))]
[JsonSerializable(typeof(Page<LevelView>))]
[JsonSerializable(typeof(Page<RobotView>))]
[JsonSerializable(typeof(Page<FixedAssetView>))]
[JsonSerializable(typeof(Page<MapView>))]
[JsonSerializable(typeof(Page<MapFeatureView>))]
[JsonSerializable(typeof(Page<RegistryVersionView<ProjectView>>))]
[JsonSerializable(typeof(Page<RegistryVersionView<LevelView>>))]
[JsonSerializable(typeof(Page<RegistryVersionView<RobotView>>))]
[JsonSerializable(typeof(Page<RegistryVersionView<FixedAssetView>>))]
[JsonSerializable(typeof(Page<RegistryVersionView<MapView>>))]
[JsonSerializable(typeof(Page<RegistryVersionView<MapFeatureView>>))]
[JsonSerializable(typeof(Page<RegistryVersionView<RawJson>>))]
[JsonSerializable(typeof(Page<RawJson>))]
internal sealed partial class RegistryJson : JsonSerializerContext
{
    /// <summary>Writes letters as they are read: documents are JSON with <c>nosniff</c>, never part of a page.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads fields: what they do not have is refused.</summary>
    public static readonly RegistryJson Strict = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
    });
}
