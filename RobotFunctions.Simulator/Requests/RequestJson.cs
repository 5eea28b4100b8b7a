using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Simulator.Requests;

/// <summary>The JSON of pushed requests: nulls are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 250)]
[JsonSerializable(typeof(SingleRequestBody))]
[JsonSerializable(typeof(BatchRequestBody))]
[JsonSerializable(typeof(SingleRequestRead))]
[JsonSerializable(typeof(BatchRequestRead))]
internal sealed partial class RequestJson : JsonSerializerContext
{
    /// <summary>Writes like the repository's own serialiser: non-ASCII characters are not escaped.</summary>
    public static RequestJson Wire => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
