using System.Text.Json;

namespace RobotFunctions.Core.Protocol.References;

/// <summary>
/// The minimal shape of a reference's lists, whatever types they contain. Each check starts on the property's name, ends somewhere in its
/// value if there is a problem, and on its last token otherwise.
/// </summary>
internal static class ReferenceShape
{
    public static string? CheckIdentifiers(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TokenType == JsonTokenType.Null ? null : "The reference's identifiers are not a list.";
        }

        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return $"identifiers[{i}] is not an object.";
            }

            reader.Skip();
        }

        return null;
    }

    public static string? CheckEnhancements(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TokenType == JsonTokenType.Null ? null : "The reference's enhancements are not a list.";
        }

        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return $"enhancements[{i}] is not an object.";
            }

            if (!HasContent(ref reader))
            {
                return $"enhancements[{i}] has no content object with an enhancement_type.";
            }
        }

        return null;
    }

    private static bool HasContent(ref Utf8JsonReader reader)
    {
        var has = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(in reader, "content"u8))
            {
                reader.Read();
                has = reader.TokenType == JsonTokenType.StartObject && HasType(ref reader);
            }

            reader.Skip();
        }

        return has;
    }

    private static bool HasType(ref Utf8JsonReader reader)
    {
        var has = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(in reader, "enhancement_type"u8))
            {
                reader.Read();
                has = reader.TokenType == JsonTokenType.String;
            }

            reader.Skip();
        }

        return has;
    }
}
