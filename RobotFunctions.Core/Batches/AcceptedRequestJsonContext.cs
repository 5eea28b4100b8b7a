using System.Text.Json.Serialization;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Batches;

/// <summary>The JSON of accepted requests, in every store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    MaxDepth = ProtocolLimits.RecordDepth,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AcceptedRequest))]
public sealed partial class AcceptedRequestJsonContext : JsonSerializerContext;
