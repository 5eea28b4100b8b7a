using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>Reads ISO 8601 times; one without an offset is UTC, whatever this machine's time zone.</summary>
internal sealed class TimeJsonConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(JsonText.Read(in reader), out var time)
            ? time
            : throw new JsonException("This is not an ISO 8601 time.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>Reads an ISO 8601 time.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
