using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Http;

/// <summary>A value that is stored as JSON, and is written as it is stored.</summary>
/// <param name="Text">The JSON.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct RawJson(string Text)
{
    internal sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader).GetRawText());

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
