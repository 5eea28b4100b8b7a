using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>Chooses an annotation's type by its <c>annotation_type</c>, at any position in the object.</summary>
internal sealed class AnnotationJsonConverter() : DiscriminatedJsonConverter<Annotation>("annotation_type")
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Annotation value, JsonSerializerOptions options) =>
        value.WriteTo(new WireJson(writer));

    /// <inheritdoc/>
    protected override JsonTypeInfo? FindType(string discriminator) => discriminator switch
    {
        "boolean" => EnhancementJsonContext.Default.BooleanAnnotation,
        "score" => EnhancementJsonContext.Default.ScoreAnnotation,
        _ => null,
    };

    /// <inheritdoc/>
    protected override Annotation Unknown(string discriminator, JsonElement json) =>
        new UnknownAnnotation(discriminator, json) { Scheme = TextOf(json, "scheme"u8), Label = TextOf(json, "label"u8) };

    private static string TextOf(JsonElement json, ReadOnlySpan<byte> property)
    {
        var value = JsonMarshal.GetRawUtf8Value(json);
        value = value[JsonMembers.Find(value, property)];
        return value is [(byte)'"', ..] ? JsonText.Read(value) : "";
    }
}
