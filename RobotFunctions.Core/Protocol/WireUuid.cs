using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol;

/// <summary>The repository's rule for ids: RFC 9562 UUIDs of version 4 or 7 only (protocol section 4).</summary>
public static class WireUuid
{
    // Guid.TryParseExact would ignore white space around the id.
    private const int HyphenatedLength = 36;

    /// <summary>Whether the repository would accept <paramref name="value"/> as an id.</summary>
    public static bool IsAccepted(Guid value) => value.Version is 4 or 7 && (value.Variant & 0b1100) == 0b1000;

    /// <summary>Reads a hyphenated UUID of version 4 or 7, ignoring case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Guid value) =>
        Guid.TryParseExact(text, "D", out value) && text.Length == HyphenatedLength && IsAccepted(value);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Guid)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Guid value) =>
        Utf8Parser.TryParse(utf8, out value, out var read, 'D') && read == utf8.Length && IsAccepted(value);
}

/// <summary>An id of the protocol: a UUID with a meaning.</summary>
/// <typeparam name="TSelf">The id's own type.</typeparam>
public interface IWireId<TSelf>
    where TSelf : struct, IWireId<TSelf>
{
    /// <summary>The UUID.</summary>
    Guid Value { get; }

    /// <summary>The id around <paramref name="value"/>, which the caller has checked.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Reads and writes an id as hyphenated lower-case text; anything but a UUID of version 4 or 7 is a <see cref="JsonException"/>.</summary>
public sealed class WireIdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IWireId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && WireUuid.TryParse(reader.GetString(), out var value))
        {
            return TId.From(value);
        }

        throw new JsonException("This is not a UUID of version 4 or 7.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
