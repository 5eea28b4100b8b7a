using System.Buffers;
using System.Globalization;
using System.Text;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>
/// Checks host names like the repository does. It validates internationalized names by the tables of UTS #46, which .NET does not have. Therefore only
/// names in common letters of the scripts in use are accepted here; what only the tables could decide is refused.
/// </summary>
internal static class HostName
{
    private static readonly IdnMapping Punycode = new();

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    private enum Direction
    {
        /// <summary>Not a valid label.</summary>
        None,

        LeftToRight,
        RightToLeft,

        /// <summary>A label that may not be combined with right-to-left labels.</summary>
        Neither,
    }

    /// <summary>Whether the repository accepts a host that is not in brackets: a name, or an IPv4 address in dotted decimal form.</summary>
    public static bool IsAccepted(ReadOnlySpan<char> host)
    {
        host = host is [.. var rooted, '.'] ? rooted : host;
        if (host[(host.LastIndexOf('.') + 1)..] is [>= '0' and <= '9', ..])
        {
            return IsIPv4(host);
        }

        var (isRightToLeft, isNeither) = (false, false);
        foreach (var range in host.Split('.'))
        {
            var direction = DirectionOf(host[range]);
            if (direction == Direction.None)
            {
                return false;
            }

            isRightToLeft |= direction == Direction.RightToLeft;
            isNeither |= direction == Direction.Neither;
        }

        return !(isRightToLeft && isNeither);
    }

    /// <summary>Whether an address consists of four decimal numbers up to 255.</summary>
    public static bool IsIPv4(ReadOnlySpan<char> address)
    {
        var parts = 0;
        foreach (var range in address.Split('.'))
        {
            var part = address[range];
            parts++;
            if (part is ['0', _, ..] || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }
        }

        return parts == 4;
    }

    private static Direction DirectionOf(ReadOnlySpan<char> label) =>
        !Ascii.IsValid(label) ? DirectionOfUnicode(label)
        : label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) ? DirectionOfEncoded(label.ToString().ToLowerInvariant())
        : label.IsEmpty || label.ContainsAnyExcept(HostCharacters) ? Direction.None
        : char.IsAsciiLetter(label[0]) && char.IsAsciiLetterOrDigit(label[^1]) ? Direction.LeftToRight
        : Direction.Neither;

    private static Direction DirectionOfEncoded(string label)
    {
        try
        {
            var decoded = Punycode.GetUnicode(label);
            return Punycode.GetAscii(decoded) == label && decoded.EnumerateRunes().All(IsNormal) ? DirectionOfUnicode(decoded) : Direction.None;
        }
        catch (ArgumentException)
        {
            return Direction.None;
        }
    }

    private static Direction DirectionOfUnicode(ReadOnlySpan<char> label)
    {
        var direction = Direction.None;
        foreach (var rune in label.EnumerateRunes())
        {
            var next = IsRightToLeft(rune) ? Direction.RightToLeft : Direction.Neither;
            var isLetter = rune.IsAscii ? HostCharacters.Contains((char)rune.Value) : IsInUse(rune) && (Rune.IsLetter(rune) || (IsMark(rune) && direction != Direction.None));
            if (!isLetter || (direction != Direction.None && direction != next))
            {
                return Direction.None;
            }

            direction = next;
        }

        return label.IndexOf("--") >= 0 ? Direction.None : direction;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsRightToLeft(Rune rune) => rune.Value is (>= 0x05D0 and <= 0x05EA) or (>= 0x0620 and <= 0x0655) or (>= 0x0671 and <= 0x06D3);

    // Excluded are letters that UTS #46 maps to a mark or to several characters.
    private static bool IsInUse(Rune rune) =>
        IsRightToLeft(rune) || rune.Value is (>= 0x00C0 and <= 0x024F) or (>= 0x0386 and <= 0x03FF) or ((>= 0x0400 and <= 0x052F) and not 0x04C0) or (>= 0x0531 and <= 0x0587)
            or (>= 0x0904 and <= 0x0DF3) or ((>= 0x0E01 and <= 0x0EDF) and not (0x0E33 or 0x0EB3)) or (>= 0x1000 and <= 0x109D) or (>= 0x10D0 and <= 0x10FA)
            or (>= 0x1200 and <= 0x135A) or (>= 0x1780 and <= 0x17B3) or (>= 0x17B6 and <= 0x17D3) or (>= 0x1E00 and <= 0x1EFF)
            or (>= 0x3041 and <= 0x3096) or (>= 0x30A1 and <= 0x30FC) or (>= 0x3400 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0x20000 and <= 0x3134F);

    // The content of an encoded label must already be normalized: letters without other forms.
    private static bool IsNormal(Rune rune) =>
        rune.Value is (>= '0' and <= '9') or (>= 'a' and <= 'z') or '-'
            or (>= 0x00DF and <= 0x00F6) or (>= 0x00F8 and <= 0x00FF) or (>= 0x03B1 and <= 0x03C9) or (>= 0x0430 and <= 0x045F) or (>= 0x05D0 and <= 0x05EA)
            or (>= 0x0620 and <= 0x064A) or (>= 0x3041 and <= 0x3096) or (>= 0x30A1 and <= 0x30FA) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3);
}
