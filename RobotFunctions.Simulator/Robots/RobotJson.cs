using System.Text.Json.Serialization;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Robots;

/// <summary>A robot with its secret, in the response to a registration or a new secret.</summary>
internal sealed record ProvisionedRobotBody(
    RobotId Id, string Name, string Description, string Owner, IEnumerable<string> Entitlements, string? BaseUrl, string ClientSecret);

/// <summary>The JSON of registrations.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProvisionedRobotBody))]
internal sealed partial class RobotJson : JsonSerializerContext;
