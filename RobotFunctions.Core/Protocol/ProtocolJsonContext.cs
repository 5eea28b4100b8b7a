using System.Text.Json.Serialization;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// Reads what the repository writes: unknown properties are skipped, absent and null are the same. Writing is <see cref="Results.ResultLine"/>'s,
/// which knows what the repository can store.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    RespectNullableAnnotations = true,
    MaxDepth = ProtocolLimits.Depth,
    Converters = [typeof(TextJsonConverter), typeof(TimeJsonConverter)])]
[JsonSerializable(typeof(Visibility?))]
[JsonSerializable(typeof(IReadOnlyList<ExternalIdentifier>))]
[JsonSerializable(typeof(IReadOnlyList<Enhancement>))]
[JsonSerializable(typeof(Identifier))]
[JsonSerializable(typeof(DoiIdentifier))]
[JsonSerializable(typeof(PubMedIdentifier))]
[JsonSerializable(typeof(OpenAlexIdentifier))]
[JsonSerializable(typeof(EricIdentifier))]
[JsonSerializable(typeof(ProQuestIdentifier))]
[JsonSerializable(typeof(OtherIdentifier))]
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
internal sealed partial class ProtocolJsonContext : JsonSerializerContext;
