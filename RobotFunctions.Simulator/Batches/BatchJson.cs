using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Simulator.Batches;

/// <summary>The JSON of polled batches: nulls are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 250)]
[JsonSerializable(typeof(PolledBatchBody))]
[JsonSerializable(typeof(PolledBatchRead))]
internal sealed partial class BatchJson : JsonSerializerContext
{
    /// <summary>Writes like the repository's own serialiser: non-ASCII characters are not escaped.</summary>
    public static BatchJson Wire => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
