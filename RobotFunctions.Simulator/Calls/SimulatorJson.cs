using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Simulator.Batches;
using RobotFunctions.Simulator.Requests;

namespace RobotFunctions.Simulator.Calls;

/// <summary>The JSON of the repository's bodies: nulls are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DetailAnswer))]
[JsonSerializable(typeof(InvalidAnswer))]
[JsonSerializable(typeof(SingleRequestBody))]
[JsonSerializable(typeof(BatchRequestBody))]
[JsonSerializable(typeof(SingleRequestRead))]
[JsonSerializable(typeof(BatchRequestRead))]
[JsonSerializable(typeof(PolledBatchBody))]
[JsonSerializable(typeof(PolledBatchRead))]
internal sealed partial class SimulatorJson : JsonSerializerContext
{
    /// <summary>Writes like the repository's own serialiser: non-ASCII characters are not escaped.</summary>
    public static SimulatorJson Wire => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
