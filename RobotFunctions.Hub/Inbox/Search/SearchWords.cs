using System.Globalization;
using System.Text;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Search;

/// <summary>
/// Splits texts into the words that are searched: letters and digits in lower case, without marks such as accents. A script that writes no spaces has a word
/// for each character. Both stores compare words as they are, so that they find the same.
/// </summary>
internal static class SearchWords
{
    private const int MaxLength = 100;

    /// <summary>The words of a text in their order, each cut off at 100 characters.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in NameKey.Of(text).EnumerateRunes())
        {
            var isAlone = IsUnspaced(rune);
            if (IsMark(rune) && !isAlone)
            {
                continue;
            }

            if (word.Length > 0 && (isAlone || !Rune.IsLetterOrDigit(rune)))
            {
                yield return Take(word);
            }

            // What is too long ends before a character, never within: half of one is no text that a store takes.
            if (Rune.IsLetterOrDigit(rune) && word.Length + rune.Utf16SequenceLength <= MaxLength)
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }

            if (isAlone && word.Length > 0)
            {
                yield return Take(word);
            }
        }

        if (word.Length > 0)
        {
            yield return Take(word);
        }
    }

    private static string Take(StringBuilder word)
    {
        var taken = word.ToString();
        word.Clear();
        return taken;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // Thai and Lao, Myanmar, Khmer, Kana, and Han with its extensions.
    private static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF)
        or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
