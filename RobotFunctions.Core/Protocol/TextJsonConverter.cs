using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>Reads strings as tolerantly as <see cref="JsonText"/>.</summary>
internal sealed class TextJsonConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? JsonText.Read(in reader) : throw new JsonException("This is not a string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
