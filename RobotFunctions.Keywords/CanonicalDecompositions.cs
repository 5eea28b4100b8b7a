using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace RobotFunctions.Keywords;

/// <summary>
/// Unicode's canonical decompositions, without the diacritics that <see cref="FoldedText"/> leaves out anyway. A table of our own, since the app
/// carries no culture data: <c>string.Normalize</c> changes nothing in it. The table is written by <c>tools/unicode-tables.mjs</c>.
/// </summary>
internal static class CanonicalDecompositions
{
    // No character between the kana and the compatibility ideographs has one: the two largest scripts need no look-up.
    private const int FirstWithout = 0x30FF;
    private const int LastWithout = 0xF8FF;

    private static readonly FrozenDictionary<int, string> Table = Read(static part => !Script.IsDiacritic(part)).ToFrozenDictionary();

    private static readonly Lazy<FrozenDictionary<int, string>> Whole = new(static () => Read(static _ => true).ToFrozenDictionary());

    /// <summary>What a character is composed of, perhaps nothing but diacritics and so empty; null when it is not composed.</summary>
    public static string? Find(Rune rune) => rune.Value is >= FirstWithout and <= LastWithout ? null : Table.GetValueOrDefault(rune.Value);

    /// <summary>The whole canonical decomposition of a character, with its diacritics; null when it is not composed, and for the syllables of Hangul.</summary>
    public static string? FindWhole(Rune rune) => rune.Value is >= FirstWithout and <= LastWithout ? null : Whole.Value.GetValueOrDefault(rune.Value);

    private static IEnumerable<KeyValuePair<int, string>> Read(Func<Rune, bool> take)
    {
        using var lines = new StreamReader(typeof(CanonicalDecompositions).Assembly.GetManifestResourceStream("CanonicalDecompositions.txt")!);
        while (lines.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var fields = line.Split(';');
                yield return new(Parse(fields[0]).Value, string.Concat(fields[1].Split(' ').Select(Parse).Where(take)));
            }
        }
    }

    private static Rune Parse(string hex) => new(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
