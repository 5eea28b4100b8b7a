using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>How this reference relates to the associated ones: "this reference <em>type</em> the other".</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<ReferenceAssociationType>))]
public readonly record struct ReferenceAssociationType(string Value) : IOpenVocabulary<ReferenceAssociationType>
{
    /// <summary>This one cites the others.</summary>
    public static ReferenceAssociationType Cites { get; } = new("cites");

    /// <summary>The others cite this one.</summary>
    public static ReferenceAssociationType IsCitedBy { get; } = new("is_cited_by");

    /// <summary>This one and the others are similar.</summary>
    public static ReferenceAssociationType IsSimilarTo { get; } = new("is_similar_to");

    /// <inheritdoc/>
    public bool IsKnown => Value is "cites" or "is_cited_by" or "is_similar_to";

    /// <inheritdoc/>
    public static ReferenceAssociationType From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
