using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// Reads an object as the type named by one of its properties, at any position in the object; an object of an unknown type is kept as it is.
/// (The serialiser's own polymorphism rejects unknown names.)
/// </summary>
/// <param name="discriminator">The property.</param>
internal abstract class DiscriminatedJsonConverter<T>(string discriminator) : JsonConverter<T>
    where T : class
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var word = FindDiscriminator(reader);
        return FindType(word) is { } type
            ? (T?)NestedJson.Read(ref reader, type)
            : Unknown(word, JsonElement.ParseValue(ref reader));
    }

    /// <summary>The type for a discriminator; null when it is not known.</summary>
    protected abstract JsonTypeInfo? FindType(string discriminator);

    /// <summary>Creates the value for an object whose discriminator is not known.</summary>
    protected abstract T Unknown(string discriminator, JsonElement json);

    // The reader is a copy: the caller's reader does not move.
    private string FindDiscriminator(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("This is not an object.");
        }

        string? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDiscriminator = JsonText.Read(in reader) == discriminator;
            reader.Read();
            if (isDiscriminator)
            {
                found = reader.TokenType == JsonTokenType.String ? JsonText.Read(in reader) : null;
            }

            reader.Skip();
        }

        return found ?? throw new JsonException($"The string \"{discriminator}\" is missing.");
    }
}
