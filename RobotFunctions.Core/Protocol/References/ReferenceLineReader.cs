using System.Text.Json;
using System.Text.Unicode;

namespace RobotFunctions.Core.Protocol.References;

/// <summary>Validates a line in one pass without deserialising it.</summary>
internal static class ReferenceLineReader
{
    private const int UuidLength = 36;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = ProtocolLimits.Depth };

    public static ReferenceLine Read(ReadOnlySpan<byte> line)
    {
        if (line.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return default;
        }

        ReferenceId? id = null;
        if (FindProblem(line, ref id) is not { } problem)
        {
            return ReferenceLine.WellFormed(id!.Value);
        }

        return ReferenceLine.Malformed(TryPeekId(line, out var peeked) ? peeked : null, problem);
    }

    public static bool TryPeekId(ReadOnlySpan<byte> line, out ReferenceId id)
    {
        var start = "{\"id\":\""u8;
        if (line.Length > start.Length + UuidLength && line.StartsWith(start) && line[start.Length + UuidLength] == (byte)'"')
        {
            var read = WireUuid.TryParse(line.Slice(start.Length, UuidLength), out var value);
            id = new ReferenceId(value);
            return read;
        }

        id = default;
        var reader = new Utf8JsonReader(line, JsonMembers.AnyDepth);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = JsonText.Is(in reader, "id"u8);
                reader.Read();
                if (isId)
                {
                    return TryReadId(in reader, out id);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }

    private static string? FindProblem(ReadOnlySpan<byte> line, ref ReferenceId? id)
    {
        if (!Utf8.IsValid(line))
        {
            return "The line is not valid UTF-8.";
        }

        var reader = new Utf8JsonReader(line, Options);
        try
        {
            return FindProblem(ref reader, ref id);
        }
        catch (JsonException error)
        {
            return $"The line is not JSON, or nests deeper than {ProtocolLimits.Depth} levels (byte {error.BytePositionInLine}).";
        }
    }

    private static string? FindProblem(ref Utf8JsonReader reader, ref ReferenceId? id)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return "The line is not a JSON object.";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (CheckProperty(ref reader, ref id) is { } problem)
            {
                return problem;
            }

            reader.Skip();
        }

        // Rejects trailing content after the object.
        reader.Read();
        return id is null ? "The reference has no id." : null;
    }

    private static string? CheckProperty(ref Utf8JsonReader reader, ref ReferenceId? id)
    {
        if (JsonText.Is(in reader, "id"u8))
        {
            return CheckId(ref reader, ref id);
        }

        if (JsonText.Is(in reader, "visibility"u8))
        {
            reader.Read();
            return reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? null : "The reference's visibility is not a string.";
        }

        return JsonText.Is(in reader, "identifiers"u8) ? ReferenceShape.CheckIdentifiers(ref reader)
            : JsonText.Is(in reader, "enhancements"u8) ? ReferenceShape.CheckEnhancements(ref reader)
            : null;
    }

    private static string? CheckId(ref Utf8JsonReader reader, ref ReferenceId? id)
    {
        reader.Read();
        if (!TryReadId(in reader, out var read))
        {
            return "The reference's id is not a UUID of version 4 or 7.";
        }

        var differs = id is { } earlier && earlier != read;
        id = read;
        return differs ? "The reference has two different ids." : null;
    }

    private static bool TryReadId(in Utf8JsonReader reader, out ReferenceId id)
    {
        id = default;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (reader.ValueIsEscaped)
        {
            return ReferenceId.TryParse(JsonText.Read(in reader), out id);
        }

        var read = WireUuid.TryParse(reader.ValueSpan, out var value);
        id = new ReferenceId(value);
        return read;
    }
}
