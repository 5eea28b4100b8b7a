using System.Collections.Frozen;

namespace RobotFunctions.Keywords;

/// <summary>
/// Maps lower-case letters to others by convention, beyond Unicode's canonical decompositions: ø is o, ß is ss, and Arabic letters are the same in
/// every language's form.
/// </summary>
internal static class FoldedLetters
{
    private const char LastArabic = '\u06D5';
    private const char FirstLigature = '\uFB00';

    // Each entry is a letter and the letters that map to it. Letters that an editor might normalise are escaped.
    private static readonly string[] Groups =
    [
        "aª", "dðđ", "hħ", "iı", "lł", "nŉ", "oºø", "sſ", "tŧ",
        "βϐ", "εϵ", "θϑ", "κϰ", "μ\u00B5", "πϖ", "ρϱ", "σςϲ", "φϕ",
        "كک", "يىی", "هە",
    ];

    // Letters that map to several letters.
    private static readonly (char Letter, string Folded)[] Ligatures =
    [
        ('æ', "ae"), ('œ', "oe"), ('ß', "ss"), ('þ', "th"), ('ĳ', "ij"),
        ('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st"),
    ];

    // From U+FF66 on.
    private const string HalfwidthKatakana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    private static readonly FrozenDictionary<char, string> Table = Entries().ToFrozenDictionary();

    /// <summary>The folded form of a lower-case letter, or null if it is unchanged, as all letters between Arabic and the ligatures are.</summary>
    public static string? Find(char letter) => letter is > LastArabic and < FirstLigature ? null : Table.GetValueOrDefault(letter);

    private static IEnumerable<KeyValuePair<char, string>> Entries()
    {
        foreach (var group in Groups)
        {
            foreach (var letter in group.AsSpan()[1..].ToArray())
            {
                yield return new(letter, group[..1]);
            }
        }

        foreach (var (letter, folded) in Ligatures)
        {
            yield return new(letter, folded);
        }

        for (var i = 0; i < HalfwidthKatakana.Length; i++)
        {
            yield return new((char)('\uFF66' + i), HalfwidthKatakana.Substring(i, 1));
        }

        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            yield return new((char)(letter + ('\uFF41' - 'a')), letter.ToString());
        }
    }
}
