using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Http;

/// <summary>The JSON of what all endpoints share.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(RecordedAnswer))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    /// <summary>Writes sentences as they are read: answers are JSON with <c>nosniff</c>, never part of a page.</summary>
    public static readonly HttpJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
