namespace RobotFunctions.Keywords;

/// <summary>The labels to search for, each with its terms.</summary>
/// <param name="Scheme">The scheme of the annotations.</param>
/// <param name="ReportAbsent">Whether labels that do not apply are reported, too.</param>
/// <param name="Labels">The labels, in the order of the file.</param>
internal sealed record Taxonomy(string Scheme, bool ReportAbsent, IReadOnlyList<TaxonomyLabel> Labels);

/// <summary>A label and its terms, as in the file.</summary>
internal sealed record TaxonomyLabel(string Label, IReadOnlyList<TaxonomyTerm> Terms);

/// <summary>A term.</summary>
/// <param name="Text">The term as in the file: a word or a phrase, with an optional trailing <c>*</c> for any continuation of the word.</param>
/// <param name="Pattern">
/// The term in the form of <see cref="FoldedText"/>: with a trailing space, or without it for an open end. A hyphen or other punctuation before the
/// <c>*</c> ends the word, so the end is not open.
/// </param>
internal sealed record TaxonomyTerm(string Text, string Pattern)
{
    /// <summary>Parses a term.</summary>
    /// <param name="text">The term.</param>
    /// <param name="problem">What is wrong with the term and what to do, as the end of a sentence; null if the term is valid.</param>
    public static TaxonomyTerm? Read(string text, out string? problem)
    {
        var isPrefix = text.EndsWith('*');
        var words = isPrefix ? text[..^1] : text;
        using var folded = new FoldedText(words);
        problem = words.Contains('*') ? "has a * that is not its last character; only the end of a term may be left open"
            : folded.Span is " " ? "has no letter and no digit; remove it"
            : isPrefix && char.IsWhiteSpace(words[^1]) ? "has a space before its *; the * belongs to the end of a word"
            : null;
        return problem is null ? new TaxonomyTerm(text, (isPrefix && folded.EndsInWord ? folded.Span[..^1] : folded.Span).ToString()) : null;
    }
}
