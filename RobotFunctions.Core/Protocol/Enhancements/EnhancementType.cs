using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>What kind of content an enhancement has: the discriminator <c>enhancement_type</c>.</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<EnhancementType>))]
public readonly record struct EnhancementType(string Value) : IOpenVocabulary<EnhancementType>
{
    /// <summary>See <see cref="BibliographicContent"/>.</summary>
    public static EnhancementType Bibliographic { get; } = new("bibliographic");

    /// <summary>See <see cref="AbstractContent"/>.</summary>
    public static EnhancementType Abstract { get; } = new("abstract");

    /// <summary>See <see cref="AnnotationContent"/>.</summary>
    public static EnhancementType Annotation { get; } = new("annotation");

    /// <summary>See <see cref="LocationContent"/>.</summary>
    public static EnhancementType Location { get; } = new("location");

    /// <summary>See <see cref="ReferenceAssociationContent"/>.</summary>
    public static EnhancementType ReferenceAssociation { get; } = new("reference_association");

    /// <summary>See <see cref="LinkedDataContent"/>.</summary>
    public static EnhancementType LinkedData { get; } = new("linked_data");

    /// <summary>See <see cref="FullTextContent"/>.</summary>
    public static EnhancementType FullText { get; } = new("full_text");

    /// <summary>See <see cref="RawContent"/>.</summary>
    public static EnhancementType Raw { get; } = new("raw");

    /// <inheritdoc/>
    public bool IsKnown => Value is "bibliographic" or "abstract" or "annotation" or "location" or "reference_association" or "linked_data" or "full_text" or "raw";

    /// <inheritdoc/>
    public static EnhancementType From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
