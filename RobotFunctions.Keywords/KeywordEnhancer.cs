using Microsoft.Extensions.Options;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Keywords;

/// <summary>
/// Labels a reference by terms in its title and abstract: adds a boolean annotation, with the evidence in its data, for each label of a taxonomy
/// that has a matching term. Case and diacritics are ignored, and every script is supported. It needs neither a network nor a model.
/// </summary>
/// <remarks>
/// Labels without a match are omitted unless the taxonomy sets <c>report_absent: true</c>. If no label matches, all labels are
/// reported as absent: an annotation enhancement must not be empty, and "no label matches" is a result, whereas an error would tell the
/// requester that something went wrong.
/// </remarks>
public sealed class KeywordEnhancer : IEnhancer
{
    private readonly Taxonomy _taxonomy;
    private readonly KeywordIndex _index;
    private readonly AnnotationContent _nothingFound;

    /// <exception cref="TaxonomyException">The taxonomy cannot be used.</exception>
    public KeywordEnhancer(IOptions<KeywordOptions> options)
        : this(TaxonomyFile.Read(options.Value.Taxonomy!))
    {
    }

    internal KeywordEnhancer(Taxonomy taxonomy)
    {
        _taxonomy = taxonomy;
        _index = new KeywordIndex(taxonomy);
        _nothingFound = new AnnotationContent
        {
            Annotations = [.. taxonomy.Labels.Select(label => new BooleanAnnotation { Scheme = taxonomy.Scheme, Label = label.Label, Value = false })],
        };
    }

    /// <inheritdoc/>
    public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
    {
        var (title, summary) = (reference.Title, reference.Abstract);
        if (title is null && summary is null)
        {
            return ValueTask.FromResult(EnhancerOutcome.Failed("The reference has neither a title nor an abstract to look for keywords in."));
        }

        var evidence = new List<KeywordEvidence>();
        _index.Find(title, "title", evidence);
        _index.Find(summary, "abstract", evidence);
        return ValueTask.FromResult(EnhancerOutcome.Enhanced(evidence.Count == 0 ? _nothingFound : Annotate(evidence)));
    }

    private AnnotationContent Annotate(List<KeywordEvidence> evidence)
    {
        // Sorted by label and term in the order of the taxonomy; the sort is stable, so the title stays before the abstract.
        var byLabel = evidence.OrderBy(found => found.Label).ThenBy(found => found.Term).GroupBy(found => found.Label);
        if (!_taxonomy.ReportAbsent)
        {
            return new AnnotationContent { Annotations = [.. byLabel.Select(Apply)] };
        }

        var annotations = _nothingFound.Annotations.ToArray();
        foreach (var label in byLabel)
        {
            annotations[label.Key] = Apply(label);
        }

        return new AnnotationContent { Annotations = annotations };
    }

    private BooleanAnnotation Apply(IGrouping<int, KeywordEvidence> evidence)
    {
        var label = _taxonomy.Labels[evidence.Key];
        return new BooleanAnnotation
        {
            Scheme = _taxonomy.Scheme,
            Label = label.Label,
            Value = true,
            Data = KeywordEvidence.ToData(label, evidence),
        };
    }
}
