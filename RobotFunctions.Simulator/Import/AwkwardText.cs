using System.Globalization;

namespace RobotFunctions.Simulator.Import;

/// <summary>Text that JSON can encode and the repository cannot store.</summary>
[Flags]
internal enum AwkwardText
{
    None = 0,

    /// <summary>U+0000, which the database rejects.</summary>
    NullCharacter = 1,

    /// <summary>A lone surrogate, which the parser rejects.</summary>
    LoneSurrogate = 2,
}

/// <summary>Finds such text in the escapes of a JSON document; it cannot occur unescaped.</summary>
internal static class AwkwardTextSearch
{
    public static AwkwardText In(ReadOnlySpan<byte> json)
    {
        var found = AwkwardText.None;
        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            json = json[at..];
            if (!TryReadUnit(json, out var unit))
            {
                json = json[Math.Min(2, json.Length)..];
                continue;
            }

            json = json[6..];
            if (unit == '\0')
            {
                found |= AwkwardText.NullCharacter;
            }
            else if (char.IsHighSurrogate(unit) && TryReadUnit(json, out var low) && char.IsLowSurrogate(low))
            {
                json = json[6..];
            }
            else if (char.IsSurrogate(unit))
            {
                found |= AwkwardText.LoneSurrogate;
            }
        }

        return found;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> json, out char unit)
    {
        unit = default;
        if (json.Length < 6 || !json.StartsWith("\\u"u8) || !ushort.TryParse(json[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
