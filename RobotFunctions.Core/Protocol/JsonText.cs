using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// Reads JSON strings that may contain an escaped lone surrogate (<c>\ud83d</c>). RFC 8259 allows it and .NET throws, but one invalid character is not
/// a reason to lose a reference: it is read as U+FFFD, and so are bytes that are not UTF-8.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of the reader's string or property name.</summary>
    public static string Read(in Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        var text = Encoding.UTF8.GetString(rented, 0, Unescape(reader.ValueSpan, rented, storable: false));
        ArrayPool<byte>.Shared.Return(rented);
        return text;
    }

    /// <summary>The text of a JSON string.</summary>
    public static string Read(JsonElement text) => Read(JsonMarshal.GetRawUtf8Value(text));

    /// <summary>The text of a JSON string, passed including its quotes.</summary>
    public static string Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Read(in reader);
    }

    /// <summary>The text of a JSON string as it will be written, without what the repository cannot store.</summary>
    /// <param name="json">The string including its quotes.</param>
    public static string ReadStorable(ReadOnlySpan<byte> json)
    {
        var text = new byte[json.Length];
        return Encoding.UTF8.GetString(text, 0, Unescape(json[1..^1], text, storable: true));
    }

    /// <summary>Whether the reader's string or property name is <paramref name="text"/>, an ASCII word.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="text">The word.</param>
    /// <param name="storable">Whether what the repository cannot store is removed first.</param>
    public static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> text, bool storable = false)
    {
        var value = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return value.SequenceEqual(text);
        }

        if (storable)
        {
            var kept = new byte[value.Length];
            return kept.AsSpan(0, Unescape(value, kept, storable)).SequenceEqual(text);
        }

        // An escape takes six bytes at most for each of an ASCII word's characters.
        Span<byte> unescaped = stackalloc byte[6 * 64];
        return value.Length <= 6 * text.Length && value.Length <= unescaped.Length
            && unescaped[..Unescape(value, unescaped, storable: false)].SequenceEqual(text);
    }

    /// <summary>
    /// Unescapes a well-formed JSON string without its quotes; returns the length of the UTF-8 text, which is never longer than the input.
    /// </summary>
    /// <param name="escaped">The escaped string.</param>
    /// <param name="text">The buffer for the text.</param>
    /// <param name="storable">Whether to remove what the repository cannot store: U+0000 and lone surrogates.</param>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> text, bool storable)
    {
        var length = 0;
        while (escaped.IndexOf((byte)'\\') is var plain and >= 0)
        {
            escaped[..plain].CopyTo(text[length..]);
            length += plain;
            var read = ReadEscape(escaped[plain..], out var rune);
            escaped = escaped[(plain + read)..];
            if (rune is { } whole ? !storable || whole.Value != 0 : !storable)
            {
                length += (rune ?? Rune.ReplacementChar).EncodeToUtf8(text[length..]);
            }
        }

        escaped.CopyTo(text[length..]);
        return length + escaped.Length;
    }

    /// <summary>Whether an escaped string without its quotes is non-empty after removing what the repository cannot store.</summary>
    public static bool HasStorable(ReadOnlySpan<byte> escaped) => Unescape(escaped, new byte[escaped.Length], storable: true) > 0;

    /// <summary>Whether well-formed JSON contains an escaped lone surrogate, which strict readers reject.</summary>
    public static bool EscapesHalfPair(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\\') is var start and >= 0)
        {
            json = json[start..];
            json = json[ReadEscape(json, out var rune)..];
            if (rune is null)
            {
                return true;
            }
        }

        return false;
    }

    private static int ReadEscape(ReadOnlySpan<byte> escape, out Rune? rune)
    {
        var first = escape[1] switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'u' => ReadUnit(escape[2..]),
            var itself => (char)itself,
        };
        if (!char.IsSurrogate(first))
        {
            rune = new Rune(first);
            return escape[1] == 'u' ? 6 : 2;
        }

        var second = escape is [_, _, _, _, _, _, (byte)'\\', (byte)'u', ..] ? ReadUnit(escape[8..]) : '\0';
        rune = Rune.TryCreate(first, second, out var pair) ? pair : null;
        return rune is null ? 6 : 12;
    }

    private static char ReadUnit(ReadOnlySpan<byte> hex) => (char)ushort.Parse(hex[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
