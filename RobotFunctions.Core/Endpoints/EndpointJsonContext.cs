using System.Text.Json.Serialization;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Operators;

namespace RobotFunctions.Core.Endpoints;

/// <summary>The JSON of what the endpoints answer, the same in every host: names as the repository writes them.</summary>
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
