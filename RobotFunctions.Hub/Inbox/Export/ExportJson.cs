using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Inbox.Export;

/// <summary>The JSON of exported tasks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ExportedTask))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>Writes letters as they are read: a file is never part of a page.</summary>
    public static readonly ExportJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
