namespace RobotFunctions.Core.Enhancers.Keywords;

/// <summary>What to look for: labels, each with the terms that speak for it.</summary>
/// <param name="Scheme">The scheme of the annotations.</param>
/// <param name="ReportAbsent">Whether labels that do not apply are reported, too.</param>
/// <param name="Labels">The labels, in the order of the file.</param>
internal sealed record Taxonomy(string Scheme, bool ReportAbsent, IReadOnlyList<TaxonomyLabel> Labels);

/// <summary>A label and the terms that speak for it, as the file has them.</summary>
internal sealed record TaxonomyLabel(string Label, IReadOnlyList<TaxonomyTerm> Terms);

/// <summary>A term.</summary>
/// <param name="Text">The term as the file has it: a word, a phrase, or either with a last <c>*</c> for whatever a word goes on with.</param>
/// <param name="Pattern">
/// The term as <see cref="FoldedText"/> would have it: with a space at its end, or without when its last word may go on. That word is whole where
/// a hyphen or the like stands between it and the <c>*</c>.
/// </param>
internal sealed record TaxonomyTerm(string Text, string Pattern)
{
    /// <summary>Reads a term.</summary>
    /// <param name="text">The term.</param>
    /// <param name="problem">What is wrong with it and what to do, as the end of a sentence; null when it can be looked for.</param>
    public static TaxonomyTerm? Read(string text, out string? problem)
    {
        var isPrefix = text.EndsWith('*');
        var words = isPrefix ? text[..^1] : text;
        using var folded = new FoldedText(words);
        problem = words.Contains('*') ? "has a * that is not its last character; only the end of a term may be left open"
            : folded.Span is " " ? "has no letter and no digit; take it out"
            : isPrefix && char.IsWhiteSpace(words[^1]) ? "has a space before its *; the * belongs to the end of a word"
            : null;
        return problem is null ? new TaxonomyTerm(text, (isPrefix && folded.EndsInWord ? folded.Span[..^1] : folded.Span).ToString()) : null;
    }
}
