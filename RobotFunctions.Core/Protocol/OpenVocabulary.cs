using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// A word of a vocabulary that the repository may extend. A reader keeps unknown words; a writer may use only known ones.
/// </summary>
/// <typeparam name="TSelf">The vocabulary's own type.</typeparam>
public interface IOpenVocabulary<TSelf>
    where TSelf : struct, IOpenVocabulary<TSelf>
{
    /// <summary>The word on the wire.</summary>
    string Value { get; }

    /// <summary>Whether protocol section 4 lists the word.</summary>
    bool IsKnown { get; }

    /// <summary>The value for a word, known or not.</summary>
    static abstract TSelf From(string value);
}

/// <summary>Reads and writes a word of an open vocabulary as a JSON string.</summary>
public sealed class OpenVocabularyJsonConverter<TWord> : JsonConverter<TWord>
    where TWord : struct, IOpenVocabulary<TWord>
{
    /// <inheritdoc/>
    public override TWord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? TWord.From(JsonText.Read(in reader))
            : throw new JsonException("This is not a string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TWord value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
