using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.References;

/// <summary>Finds the id of the reference on a line.</summary>
internal static class ReferenceLineId
{
    /// <summary>Reads the top-level <c>id</c>; false if the line is malformed before it, or if the repository would not accept the id.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out Guid id)
    {
        // Only the first line of a file can begin with a byte order mark.
        if (line.StartsWith("\uFEFF"u8))
        {
            line = line["\uFEFF"u8.Length..];
        }

        ReadOnlySpan<byte> usual = "{\"id\":\""u8;
        if (line.StartsWith(usual) && line.Length > usual.Length + 36 && line[usual.Length + 36] == '"')
        {
            return WireUuid.TryParse(line.Slice(usual.Length, 36), out id);
        }

        id = default;
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 200 });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                if (isId)
                {
                    return reader.TokenType == JsonTokenType.String && WireUuid.TryParse(reader.GetString(), out id);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // A malformed line is a regular result.
        }

        return false;
    }
}
