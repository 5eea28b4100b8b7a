using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Repository;

/// <summary>The repository's answer to a registration, or to a request for a new secret; everything else in it is skipped.</summary>
internal sealed record ProvisionedRobotAnswer(string? Id, string? ClientSecret);

/// <summary>The JSON of registrations. The repository rejects fields that it does not know, so a URL is written only if there is one.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RobotRegistration))]
[JsonSerializable(typeof(ProvisionedRobotAnswer))]
internal sealed partial class RegistrationJsonContext : JsonSerializerContext;
