using System.Globalization;
using System.Text;
using RobotFunctions.Keywords;

namespace RobotFunctions.Hub.Store;

/// <summary>
/// The form in which names are compared, the same on both databases: canonically decomposed, in upper case, without spaces around it. Marks that follow
/// each other are put in one order, so that canonically equivalent names are equal.
/// </summary>
internal static class NameKey
{
    private const int FirstHangul = 0xAC00;
    private const int LastHangul = 0xD7A3;

    /// <summary>The form of a name.</summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        var marks = new List<Rune>();
        foreach (var rune in name.Trim().EnumerateRunes().SelectMany(Decompose))
        {
            if (IsMark(rune))
            {
                marks.Add(rune);
                continue;
            }

            AppendSorted(key, marks);
            key.Append(rune);
        }

        AppendSorted(key, marks);
        return key.ToString().ToUpperInvariant();
    }

    private static void AppendSorted(StringBuilder key, List<Rune> marks)
    {
        marks.Sort();
        marks.ForEach(mark => key.Append(mark));
        marks.Clear();
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Unicode 3.12: syllables of Hangul are composed by arithmetic.
    private static IEnumerable<Rune> Decompose(Rune rune)
    {
        if (rune.Value is < FirstHangul or > LastHangul)
        {
            return CanonicalDecompositions.FindWhole(rune) is { } whole ? whole.EnumerateRunes() : [rune];
        }

        var index = rune.Value - FirstHangul;
        Rune[] leadAndVowel = [new(0x1100 + (index / 588)), new(0x1161 + (index % 588 / 28))];
        return index % 28 == 0 ? leadAndVowel : leadAndVowel.Append(new Rune(0x11A7 + (index % 28)));
    }
}
