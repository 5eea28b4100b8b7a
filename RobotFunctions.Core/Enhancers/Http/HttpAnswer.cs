using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;

namespace RobotFunctions.Core.Enhancers.Http;

/// <summary>What a model answers: one of the two.</summary>
internal sealed record HttpAnswer
{
    /// <summary>The enhancement's content.</summary>
    public EnhancementContent? Content { get; init; }

    /// <summary>Why there is none: a sentence the requester reads.</summary>
    public string? Error { get; init; }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is not JSON, or its content is not what the protocol says.</exception>
    public static HttpAnswer? Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, HttpJsonContext.Default.HttpAnswer);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = ProtocolLimits.Depth,
    Converters = [typeof(TextJsonConverter)])]
[JsonSerializable(typeof(HttpAnswer))]
internal sealed partial class HttpJsonContext : JsonSerializerContext;
