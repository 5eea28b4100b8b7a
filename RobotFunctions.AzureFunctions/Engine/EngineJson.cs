using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>The JSON of everything that crosses the durable engine: the same as on every other host.</summary>
internal static class EngineJson
{
    /// <summary>Core's generated metadata first; reflection for the few types of the host itself.</summary>
    public static JsonSerializerOptions Options { get; } = new(StepJsonContext.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(StepJsonContext.Default, new DefaultJsonTypeInfoResolver()),
        PropertyNameCaseInsensitive = true,
    };
}
