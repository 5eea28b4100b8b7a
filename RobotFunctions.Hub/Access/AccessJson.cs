using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Access;

/// <summary>The JSON of keys and of the audit.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(CreatedKeyView))]
[JsonSerializable(typeof(Page<KeyView>))]
[JsonSerializable(typeof(Page<AuditView>))]
internal sealed partial class AccessJson : JsonSerializerContext;
