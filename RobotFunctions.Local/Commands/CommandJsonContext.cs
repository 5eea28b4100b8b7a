using System.Text.Json.Serialization;

namespace RobotFunctions.Local.Commands;

/// <summary>The documents that commands print with <c>--json</c>; docs/reference/json.md describes them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(PollDocument))]
internal sealed partial class CommandJsonContext : JsonSerializerContext;
