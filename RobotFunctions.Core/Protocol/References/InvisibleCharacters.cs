using System.Buffers;
using System.Globalization;
using System.Text;

namespace RobotFunctions.Core.Protocol.References;

/// <summary>Characters that no reader sees.</summary>
internal static class InvisibleCharacters
{
    // The property Default_Ignorable_Code_Point of the Unicode standard: fillers, variation selectors, what joins and directs letters, tags.
    private static readonly (int First, int Last)[] DefaultIgnorable =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    // Almost all texts are in the basic plane, and asked for each character.
    private static readonly SearchValues<char> InBasicPlane = SearchValues.Create([.. BasicPlane()]);

    /// <summary>Whether a character is to be left out where its effect is not supported, as the Unicode standard says.</summary>
    public static bool IsDefaultIgnorable(Rune rune)
    {
        if (rune.IsBmp)
        {
            return InBasicPlane.Contains((char)rune.Value);
        }

        foreach (var (first, last) in DefaultIgnorable)
        {
            if (rune.Value <= last)
            {
                return rune.Value >= first;
            }
        }

        return false;
    }

    /// <summary>Whether there is nothing to read in a text: nothing but white space and characters that are not seen.</summary>
    public static bool IsBlank(ReadOnlySpan<char> text) => TrimStart(text).IsEmpty;

    /// <summary>The text from the first character on that a reader sees.</summary>
    public static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        var start = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !IsDefaultIgnorable(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                break;
            }

            start += rune.Utf16SequenceLength;
        }

        return text[start..];
    }

    private static IEnumerable<char> BasicPlane() =>
        from range in DefaultIgnorable
        where range.Last <= char.MaxValue
        from value in Enumerable.Range(range.First, range.Last - range.First + 1)
        select (char)value;
}
