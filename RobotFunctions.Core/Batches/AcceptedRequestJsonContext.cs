using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Batches;

/// <summary>The JSON of accepted requests, in every store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AcceptedRequest))]
public sealed partial class AcceptedRequestJsonContext : JsonSerializerContext;
