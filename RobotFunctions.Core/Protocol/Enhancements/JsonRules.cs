using System.Runtime.InteropServices;
using System.Text.Json;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>Rules for free-form JSON within content. Each returns null, or the field and what is wrong with it.</summary>
internal static class JsonRules
{
    // The limit of Python's integer parser.
    private const int LongestNumber = 4300;

    public static string? Object(string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? Storable(field, value) : $"{field} is not an object";

    /// <summary>Like <see cref="Object"/>, but undefined and null are valid too.</summary>
    public static string? ObjectOrNothing(string field, JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : Object(field, value);

    /// <summary>A value that is truthy in Python: not null, false, 0 or empty.</summary>
    public static string? Filled(string field, JsonElement value)
    {
        var filled = value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.Object => value.EnumerateObject().MoveNext(),
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.String => JsonText.HasStorable(JsonMarshal.GetRawUtf8Value(value)[1..^1]),
            JsonValueKind.Number => value.GetDouble() != 0,
            _ => false,
        };
        return filled ? Storable(field, value) : $"{field} is empty, which the repository does not allow";
    }

    // JSON can encode infinities as 1e999, which would fail the whole batch in the repository's database.
    private static string? Storable(string field, JsonElement value)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value), JsonMembers.AnyDepth);
        while (reader.Read())
        {
            if (JsonMembers.Exceeds(in reader, ProtocolLimits.DataDepth))
            {
                return $"{field} nests deeper than {ProtocolLimits.DataDepth} levels";
            }

            if (reader.TokenType == JsonTokenType.Number && (reader.ValueSpan.Length > LongestNumber || !double.IsFinite(reader.GetDouble())))
            {
                return $"{field} holds a number that is too large";
            }
        }

        return null;
    }
}
