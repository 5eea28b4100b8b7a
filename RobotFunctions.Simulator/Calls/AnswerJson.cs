using System.Text.Json.Serialization;

namespace RobotFunctions.Simulator.Calls;

/// <summary>The JSON of error responses: nulls are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DetailAnswer))]
[JsonSerializable(typeof(InvalidAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
