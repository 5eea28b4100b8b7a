using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>Reads identifiers from the repository: unknown properties are skipped, and null is the same as absent.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    RespectNullableAnnotations = true,
    MaxDepth = ProtocolLimits.Depth,
    Converters = [typeof(TextJsonConverter), typeof(TimeJsonConverter)])]
[JsonSerializable(typeof(IReadOnlyList<ExternalIdentifier>))]
[JsonSerializable(typeof(Identifier))]
[JsonSerializable(typeof(DoiIdentifier))]
[JsonSerializable(typeof(PubMedIdentifier))]
[JsonSerializable(typeof(OpenAlexIdentifier))]
[JsonSerializable(typeof(EricIdentifier))]
[JsonSerializable(typeof(ProQuestIdentifier))]
[JsonSerializable(typeof(OtherIdentifier))]
internal sealed partial class IdentifierJsonContext : JsonSerializerContext;
