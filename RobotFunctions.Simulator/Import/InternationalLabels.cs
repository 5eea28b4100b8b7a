using System.Globalization;
using System.Text;

namespace RobotFunctions.Simulator.Import;

/// <summary>Checks the labels of an internationalized name, as far as that is possible without the tables of UTS #46.</summary>
internal static class InternationalLabels
{
    private static readonly IdnMapping Punycode = new();

    public static bool Accept(string[] labels)
    {
        var decoded = labels.Select(Decoded).ToList();
        var isBidirectional = decoded.Any(static label => label is not null && label.EnumerateRunes().Any(IsRightToLeft));
        return decoded.All(label => label is not null && HasValidLetters(label) && (!isBidirectional || HasOneDirection(label)));
    }

    // Null if it cannot be decoded.
    private static string? Decoded(string label)
    {
        if (!label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return label;
        }

        try
        {
            return Ascii.IsValid(label) && Punycode.GetUnicode(label) is var decoded && !Ascii.IsValid(decoded) ? decoded : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool HasValidLetters(string label)
    {
        var before = UnicodeCategory.NonSpacingMark;
        var isFirst = true;
        foreach (var rune in label.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var isJoiner = rune.Value is 0x200C or 0x200D;
            var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            if ((isFirst && isMark)
                || (isJoiner && (isFirst || before != UnicodeCategory.NonSpacingMark))
                || (!isJoiner && !rune.IsAscii && IsDisallowed(rune, category)))
            {
                return false;
            }

            (before, isFirst) = (category, false);
        }

        return true;
    }

    private static bool IsDisallowed(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0xFFFD or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x37A or 0x4C0 or 0x2132 or 0x2183 or (>= 0x2488 and <= 0x249B) or (>= 0x10A0 and <= 0x10C5);

    // The rule of RFC 5893 for names with right-to-left labels.
    private static bool HasOneDirection(string label)
    {
        var runes = label.EnumerateRunes().ToList();
        if (runes.Count == 0)
        {
            return true;
        }

        return runes[^1].Value != '-' && Rune.IsLetter(runes[0])
            && (IsRightToLeft(runes[0]) ? !runes.Any(IsLeftToRight) : !runes.Any(IsRightToLeft));
    }

    private static bool IsLeftToRight(Rune rune) => Rune.IsLetter(rune) && !IsRightToLeft(rune);

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) or (>= 0x2135 and <= 0x2138);
}
