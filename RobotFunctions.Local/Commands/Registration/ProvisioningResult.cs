using System.Text.Json.Serialization;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Commands.Registration;

/// <summary>The result of <c>register</c> and <c>rotate-secret</c>, without the secret.</summary>
/// <param name="RobotId">The robot's id.</param>
/// <param name="StoredIn">The full path of the file with the secret.</param>
internal sealed record ProvisioningResult(RobotId RobotId, string StoredIn);

/// <summary>The JSON of the result.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ProvisioningResult))]
internal sealed partial class ProvisioningJsonContext : JsonSerializerContext;
