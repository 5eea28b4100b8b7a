using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Core.Enhancers.Keywords;

/// <summary>The terms of a taxonomy, ready to be looked for all at once.</summary>
internal sealed class KeywordIndex
{
    private readonly TermMatcher _matcher;

    // By pattern: the terms that it stands for. Several labels may share one.
    private readonly (int Label, int Term)[][] _terms;

    public KeywordIndex(Taxonomy taxonomy)
    {
        var byPattern = taxonomy.Labels
            .SelectMany((label, labelIndex) => label.Terms.Select((term, termIndex) => (term.Pattern, Place: (labelIndex, termIndex))))
            .ToLookup(term => term.Pattern, term => term.Place, StringComparer.Ordinal);
        _matcher = new TermMatcher([.. byPattern.Select(pattern => pattern.Key)]);
        _terms = [.. byPattern.Select(pattern => pattern.ToArray())];
    }

    /// <summary>Looks for all terms in a text, which may be marked up, and adds what it finds.</summary>
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
