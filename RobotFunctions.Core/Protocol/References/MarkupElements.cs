using System.Collections.Frozen;

namespace RobotFunctions.Core.Protocol.References;

/// <summary>The elements that titles and abstracts are marked up with: those of HTML, JATS and MathML, without the prefixes of their namespaces.</summary>
internal static class MarkupElements
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Inline = Names(
        // HTML
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr " +
        // JATS, and what publishers write for it
        "bold email ext-link fixed-case inf italic monospace named-content overline roman sans-serif sc scp styled-content underline uri xref " +
        // MathML, where letters and digits follow one another
        "math mi mn mo mpadded mrow mstyle msub msubsup msup mtext semantics");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Block = Names(
        "abstract address article aside blockquote body br caption center col dd div dl dt figure figcaption footer h1 h2 h3 h4 h5 h6 head header hr html img li " +
        "link meta nav ol option p pre section style table tbody td tfoot th thead title tr ul xml " +
        "alternatives break disp-formula disp-quote fig inline-formula label list list-item para sec table-wrap tex-math trans-abstract trans-title " +
        "annotation mfenced mfrac mmultiscripts mover mroot mspace msqrt mtable mtd mtr munder munderover");

    /// <summary>Whether a tag stands within a word or between words of one line, so that what is around it belongs together.</summary>
    public static bool IsInline(ReadOnlySpan<char> name) => Inline.Contains(name);

    /// <summary>Whether there is such an element.</summary>
    public static bool IsKnown(ReadOnlySpan<char> name) => Inline.Contains(name) || Block.Contains(name);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(string names) =>
        names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
