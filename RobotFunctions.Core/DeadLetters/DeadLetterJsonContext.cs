using System.Text.Json.Serialization;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>The JSON of dead letters, in every store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(DeliveredDeadLetter))]
public sealed partial class DeadLetterJsonContext : JsonSerializerContext;
