using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>Reads identifiers as the repository writes them: unknown properties are skipped, absent and null are the same.</summary>
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
