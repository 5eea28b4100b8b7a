using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;

namespace RobotFunctions.Core.Enhancers.Http;

/// <summary>A model's response: content or an error.</summary>
internal sealed record HttpAnswer
{
    /// <summary>The enhancement's content.</summary>
    public EnhancementContent? Content { get; init; }

    /// <summary>Why there is no content: a sentence for the requester.</summary>
    public string? Error { get; init; }

    /// <summary>Parses a response.</summary>
    /// <exception cref="JsonException">The body is not JSON, or its content does not follow the protocol.</exception>
    public static HttpAnswer? Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, HttpJsonContext.Default.HttpAnswer);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = ProtocolLimits.RecordDepth,
    Converters = [typeof(TextJsonConverter)])]
[JsonSerializable(typeof(HttpAnswer))]
internal sealed partial class HttpJsonContext : JsonSerializerContext;
