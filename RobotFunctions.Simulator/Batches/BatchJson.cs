using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Simulator.Batches;

/// <summary>The JSON of polled batches: nulls are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PolledBatchBody))]
[JsonSerializable(typeof(PolledBatchRead))]
internal sealed partial class BatchJson : JsonSerializerContext
{
    /// <summary>As the repository's own serializer writes: characters beyond ASCII stay as they are.</summary>
    public static BatchJson Wire => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
