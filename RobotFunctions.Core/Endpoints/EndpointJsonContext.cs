using System.Text.Json.Serialization;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Operators;

namespace RobotFunctions.Core.Endpoints;

/// <summary>The JSON of the endpoints' responses, the same on every host; names follow the repository's convention.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AcceptedAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(ReadinessAnswer))]
[JsonSerializable(typeof(RedeliveryAnswer))]
[JsonSerializable(typeof(RunStatus))]
[JsonSerializable(typeof(IReadOnlyList<RunStatus>))]
public sealed partial class EndpointJsonContext : JsonSerializerContext;
