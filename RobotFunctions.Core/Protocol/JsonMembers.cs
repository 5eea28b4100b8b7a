using System.Text.Json;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// Reads members and nesting depth from raw JSON. The document model of .NET throws if a property name contains an escaped lone surrogate, and has a
/// depth limit of its own.
/// </summary>
internal static class JsonMembers
{
    /// <summary>Options without a depth limit.</summary>
    public static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>The range of a member's value; empty if there is none. The last member with the name counts, as in Python's reader.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">An ASCII word.</param>
    /// <param name="asStored">Whether names are compared as they will be written, without what the repository cannot store.</param>
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

    /// <summary>Whether JSON nests deeper than <paramref name="levels"/>.</summary>
    /// <exception cref="JsonException">This is not JSON.</exception>
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

    /// <summary>Whether the reader is at the start of a level beyond <paramref name="levels"/>.</summary>
    public static bool Exceeds(in Utf8JsonReader reader, int levels) =>
        reader.CurrentDepth >= levels && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
}
