using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Keywords;

/// <summary>The terms of a taxonomy, prepared for a search in one pass.</summary>
internal sealed class KeywordIndex
{
    private readonly TermMatcher _matcher;

    // The terms of each pattern. Several labels may share a pattern.
    private readonly (int Label, int Term)[][] _terms;

    public KeywordIndex(Taxonomy taxonomy)
    {
        var byPattern = taxonomy.Labels
            .SelectMany((label, labelIndex) => label.Terms.Select((term, termIndex) => (term.Pattern, Place: (labelIndex, termIndex))))
            .ToLookup(term => term.Pattern, term => term.Place, StringComparer.Ordinal);
        _matcher = new TermMatcher([.. byPattern.Select(pattern => pattern.Key)]);
        _terms = [.. byPattern.Select(pattern => pattern.ToArray())];
    }

    /// <summary>Finds all terms in a text, which may contain markup, and adds the matches to <paramref name="evidence"/>.</summary>
    public void Find(string? text, string field, List<KeywordEvidence> evidence)
    {
        if (text is null)
        {
            return;
        }

        var counts = new Dictionary<int, int>();
        using var folded = new FoldedText(Markup.ToText(text));
        _matcher.Count(folded.Span, counts);
        foreach (var (pattern, count) in counts)
        {
            foreach (var (label, term) in _terms[pattern])
            {
                evidence.Add(new KeywordEvidence(label, term, field, count));
            }
        }
    }
}
