using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RobotFunctions.Hub.Inbox.Json;

/// <summary>
/// JSON in the one form of RFC 8785 (JCS), so that equal values have equal bytes and hashes: no spaces, keys sorted by UTF-16 code units, numbers as
/// ECMAScript writes them.
/// </summary>
internal static class CanonicalJson
{
    private const long MaxExactInteger = (1L << 53) - 1;

    /// <summary>Writes a value. Refused are values outside I-JSON (RFC 7493), because their canonical form would be another value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bytes">Its canonical form in UTF-8.</param>
    /// <param name="problem">A sentence: what is wrong and what to do.</param>
    public static bool TryWrite(JsonElement value, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? problem)
    {
        var text = new StringBuilder();
        problem = Write(text, value);
        bytes = problem is null ? Encoding.UTF8.GetBytes(text.ToString()) : null;
        return problem is null;
    }

    private static string? Write(StringBuilder text, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => WriteObject(text, value),
        JsonValueKind.Array => WriteArray(text, value),
        JsonValueKind.String => TryText(value, out var content) ? WriteText(text, content) : NotUnicode,
        JsonValueKind.Number => WriteNumber(text, value),
        JsonValueKind.True => Append(text, "true"),
        JsonValueKind.False => Append(text, "false"),
        _ => Append(text, "null"),
    };

    private const string NotUnicode = "A text contains half of a surrogate pair (\\ud800 to \\udfff alone). Send the whole character.";

    private static string? WriteObject(StringBuilder text, JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!TryName(member, out var name))
            {
                return NotUnicode;
            }

            if (!members.TryAdd(name, member.Value))
            {
                return $"\"{name}\" is given twice. Keep one.";
            }
        }

        text.Append('{');
        foreach (var (index, (name, member)) in members.Index())
        {
            WriteText(index == 0 ? text : text.Append(','), name);
            if (Write(text.Append(':'), member) is { } problem)
            {
                return problem;
            }
        }

        return Append(text, "}");
    }

    private static string? WriteArray(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (Write(index == 0 ? text : text.Append(','), item) is { } problem)
            {
                return problem;
            }
        }

        return Append(text, "]");
    }

    private static string? WriteNumber(StringBuilder text, JsonElement value)
    {
        var raw = value.GetRawText();
        var isInteger = !raw.AsSpan().ContainsAny('.', 'e', 'E');
        return isInteger && (!value.TryGetInt64(out var integer) || Math.Abs((decimal)integer) > MaxExactInteger)
            ? $"The number {Shortened(raw)} has more digits than a JSON number keeps. Send it as a text."
            : value.TryGetDouble(out var number) && double.IsFinite(number)
            ? Append(text, EcmaScriptNumber.Format(number))
            : $"The number {Shortened(raw)} is too large for a JSON number. Send it as a text.";
    }

    private static string? WriteText(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        return Append(text, "\"");
    }

    private static string? Append(StringBuilder text, string token)
    {
        text.Append(token);
        return null;
    }

    private static string Shortened(string raw) => raw.Length <= 40 ? raw : raw[..40] + "...";

    private static bool TryName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    // System.Text.Json has no other way to say that an escaped text is not Unicode.
    private static bool TryText(JsonElement value, out string content)
    {
        try
        {
            content = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            content = "";
            return false;
        }
    }
}
