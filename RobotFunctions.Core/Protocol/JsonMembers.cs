using System.Text.Json;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// Finds its way in JSON as it was written: the document model of .NET throws where a name escapes half a surrogate pair, and gives up at a depth
/// that the protocol does not know.
/// </summary>
internal static class JsonMembers
{
    /// <summary>Reads to any depth.</summary>
    public static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Where the value of an object's member stands, the last one of a name, as in Python's reader; an empty range when there is none.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">An ASCII word.</param>
    /// <param name="asStored">Whether names are compared as the repository gets to see them, without what it cannot store.</param>
    /// <exception cref="JsonException">This is not JSON.</exception>
    public static Range Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, bool asStored = false)
    {
        var found = 0..0;
        var reader = new Utf8JsonReader(json, AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = JsonText.Is(in reader, name, asStored);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isName)
            {
                found = start..(int)reader.BytesConsumed;
            }
        }

        return found;
    }

    /// <summary>Whether JSON nests deeper than so many levels.</summary>
    /// <exception cref="JsonException">This is not JSON, as far as it was read.</exception>
    public static bool NestsDeeper(ReadOnlySpan<byte> json, int levels)
    {
        var reader = new Utf8JsonReader(json, AnyDepth);
        while (reader.Read())
        {
            if (Exceeds(in reader, levels))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the reader stands on the start of a level past so many.</summary>
    public static bool Exceeds(in Utf8JsonReader reader, int levels) =>
        reader.CurrentDepth >= levels && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
}
