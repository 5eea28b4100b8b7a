namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>Labels for a reference.</summary>
public sealed record AnnotationContent : EnhancementContent
{
    /// <summary>The labels; at least one.</summary>
    public required IReadOnlyList<Annotation> Annotations { get; init; }

    /// <inheritdoc/>
    public override EnhancementType Type => EnhancementType.Annotation;

    internal override string? FindProblem() =>
        ContentRules.NotEmpty("annotations", Annotations)
        ?? ContentRules.Each("annotations", Annotations, static annotation => annotation.FindProblem());

    private protected override void WriteFields(WireJson json)
    {
        json.StartArray("annotations"u8);
        for (var i = 0; i < Annotations.Count; i++)
        {
            Annotations[i].WriteTo(json);
        }

        json.EndArray();
    }
}
