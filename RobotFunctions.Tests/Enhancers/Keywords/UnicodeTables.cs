using System.Globalization;
using System.Text;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Enhancers.Keywords;

/// <summary>What the Unicode standard says, as <c>tools/unicode-tables.mjs</c> wrote it down, independent of the product's own tables.</summary>
internal static class UnicodeTables
{
    /// <summary>Every character.</summary>
    public static IEnumerable<string> Characters { get; } =
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(static value => new Rune(value).ToString());

    /// <summary>Every character that differs from one of its normalization forms, and texts whose marks are out of order. Hangul syllables left out.</summary>
    public static IReadOnlyList<NormalizationForms> Normalized { get; } =
        [.. Lines("NormalizationForms.txt").Select(static fields => new NormalizationForms(Text(fields[0]), Text(fields[1]), Text(fields[2])))];

    /// <summary>The syllables of Hangul, which are composed by arithmetic.</summary>
    public static IEnumerable<NormalizationForms> HangulSyllables { get; } =
        from lead in Enumerable.Range(0, 19)
        from vowel in Enumerable.Range(0, 21)
        from trail in Enumerable.Range(0, 28)
        let syllable = $"{(char)(0xAC00 + (((lead * 21) + vowel) * 28) + trail)}"
        select new NormalizationForms(syllable, syllable, $"{(char)(0x1100 + lead)}{(char)(0x1161 + vowel)}{(trail == 0 ? "" : (char)(0x11A7 + trail))}");

    /// <summary>Every character with the property Default_Ignorable_Code_Point.</summary>
    public static IEnumerable<string> DefaultIgnorable { get; } =
        from range in Lines("DefaultIgnorable.txt")
        from value in Enumerable.Range(Value(range[0]), Value(range[1]) - Value(range[0]) + 1)
        select new Rune(value).ToString();

    private static IEnumerable<string[]> Lines(string file) =>
        File.ReadLines(Path.Combine(Checkout.KeywordTestsFolder, file)).Where(static line => !line.StartsWith('#')).Select(static line => line.Split(';'));

    private static string Text(string values) => string.Concat(values.Split(' ').Select(static value => new Rune(Value(value))));

    private static int Value(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

/// <summary>A text and its normalization forms.</summary>
internal sealed record NormalizationForms(string Text, string Nfc, string Nfd);
