using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>
/// Reads enhancements from the repository: unknown properties are skipped, and null is the same as absent. Results are written by
/// <c>ResultLine</c>, which knows what the repository can store.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    RespectNullableAnnotations = true,
    MaxDepth = ProtocolLimits.Depth,
    Converters = [typeof(TextJsonConverter), typeof(TimeJsonConverter)])]
[JsonSerializable(typeof(Visibility?))]
[JsonSerializable(typeof(IReadOnlyList<Enhancement>))]
[JsonSerializable(typeof(EnhancementContent))]
[JsonSerializable(typeof(BibliographicContent))]
[JsonSerializable(typeof(AbstractContent))]
[JsonSerializable(typeof(AnnotationContent))]
[JsonSerializable(typeof(BooleanAnnotation))]
[JsonSerializable(typeof(ScoreAnnotation))]
[JsonSerializable(typeof(LocationContent))]
[JsonSerializable(typeof(ReferenceAssociationContent))]
[JsonSerializable(typeof(LinkedDataContent))]
[JsonSerializable(typeof(FullTextContent))]
[JsonSerializable(typeof(RawContent))]
internal sealed partial class EnhancementJsonContext : JsonSerializerContext;
