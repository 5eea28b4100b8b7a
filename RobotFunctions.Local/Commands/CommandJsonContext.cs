using System.Text.Json.Serialization;
using RobotFunctions.Local.Commands.Demo;

namespace RobotFunctions.Local.Commands;

/// <summary>The documents that commands print with <c>--json</c>; docs/reference/json.md describes them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(PollDocument))]
[JsonSerializable(typeof(DemoDocument))]
internal sealed partial class CommandJsonContext : JsonSerializerContext;
