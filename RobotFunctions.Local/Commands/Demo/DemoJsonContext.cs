using System.Text.Json.Serialization;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>The document that <c>demo --json</c> prints; docs/reference/json.md describes it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(DemoDocument))]
internal sealed partial class DemoJsonContext : JsonSerializerContext;
