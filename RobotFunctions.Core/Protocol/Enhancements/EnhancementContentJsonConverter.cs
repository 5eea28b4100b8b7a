using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>Chooses a content's type by its <c>enhancement_type</c>, at any position in the object.</summary>
internal sealed class EnhancementContentJsonConverter() : DiscriminatedJsonConverter<EnhancementContent>("enhancement_type")
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EnhancementContent value, JsonSerializerOptions options) =>
        value.WriteTo(new WireJson(writer));

    /// <inheritdoc/>
    protected override JsonTypeInfo? FindType(string discriminator) => discriminator switch
    {
        "bibliographic" => EnhancementJsonContext.Default.BibliographicContent,
        "abstract" => EnhancementJsonContext.Default.AbstractContent,
        "annotation" => EnhancementJsonContext.Default.AnnotationContent,
        "location" => EnhancementJsonContext.Default.LocationContent,
        "reference_association" => EnhancementJsonContext.Default.ReferenceAssociationContent,
        "linked_data" => EnhancementJsonContext.Default.LinkedDataContent,
        "full_text" => EnhancementJsonContext.Default.FullTextContent,
        "raw" => EnhancementJsonContext.Default.RawContent,
        _ => null,
    };

    /// <inheritdoc/>
    protected override EnhancementContent Unknown(string discriminator, JsonElement json) =>
        new UnknownContent(EnhancementType.From(discriminator), json);
}
