using System.Text;

namespace RobotFunctions.Keywords;

/// <summary>Differences between scripts that matter when searching for words.</summary>
internal static class Script
{
    /// <summary>Stretches Arabic words; has no meaning.</summary>
    public const int ArabicTatweel = 0x0640;

    // Most letters without spaces are these: they need no search.
    private const int FirstIdeograph = 0x4E00;
    private const int LastIdeograph = 0x9FFF;

    // Kana and ideographs; Thai to Myanmar, Khmer, Tai and more.
    private static readonly (int First, int Last)[] WithoutSpaces =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF), (0x2E80, 0x2FDF), (0x3005, 0x3007),
        (0x3021, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAA60, 0xAADF),
        (0xF900, 0xFAFF), (0xFF66, 0xFF9D), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF),
    ];

    // Marks of Latin, Greek and Cyrillic; points of Hebrew and Arabic. Marks of other scripts are vowels and are kept.
    private static readonly (int First, int Last)[] Diacritics =
    [
        (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),
        (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
    ];

    // Primes, half rings and accents among the modifier letters, which look like ' and " and are written for them and the other way round.
    private static readonly (int First, int Last)[] Apostrophes = [(0x02B9, 0x02BF), (0x02C8, 0x02C8), (0x02CA, 0x02CB), (0x02EE, 0x02EE)];

    /// <summary>Whether a letter's script is written without spaces between words.</summary>
    public static bool HasNoSpaces(Rune letter) => letter.Value is >= FirstIdeograph and <= LastIdeograph || (letter.Value >= WithoutSpaces[0].First && IsIn(WithoutSpaces, letter));

    /// <summary>Whether a combining mark is an optional diacritic.</summary>
    public static bool IsDiacritic(Rune mark) => IsIn(Diacritics, mark);

    /// <summary>Whether a letter is written as, or for, an apostrophe or a quotation mark, which end a word.</summary>
    public static bool IsApostrophe(Rune letter) => IsIn(Apostrophes, letter);

    /// <summary>Whether a letter is one of the two that voice the halfwidth kana before them, for which others have combining marks.</summary>
    public static bool IsHalfwidthVoicing(Rune letter, out Rune mark)
    {
        var isVoicing = letter.Value is 0xFF9E or 0xFF9F;
        mark = isVoicing ? new Rune(letter.Value - 0xFF9E + 0x3099) : default;
        return isVoicing;
    }

    /// <summary>Composes a Korean syllable from its parts with the arithmetic of the Unicode standard (3.12).</summary>
    public static bool TryJoinHangul(char before, Rune part, out char syllable)
    {
        syllable = '\0';
        if (part.Value is >= 0x1161 and <= 0x1175 && before is >= '\u1100' and <= '\u1112')
        {
            syllable = (char)(0xAC00 + ((((before - 0x1100) * 21) + (part.Value - 0x1161)) * 28));
        }
        else if (part.Value is >= 0x11A8 and <= 0x11C2 && before is >= '\uAC00' and <= '\uD7A3' && (before - 0xAC00) % 28 == 0)
        {
            syllable = (char)(before + part.Value - 0x11A7);
        }

        return syllable != '\0';
    }

    private static bool IsIn((int First, int Last)[] ranges, Rune rune)
    {
        foreach (var (first, last) in ranges)
        {
            if (rune.Value <= last)
            {
                return rune.Value >= first;
            }
        }

        return false;
    }
}
