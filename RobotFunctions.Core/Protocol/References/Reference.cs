using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;

namespace RobotFunctions.Core.Protocol.References;

/// <summary>
/// A bibliographic record with its identifiers and the enhancements it already has. It is parsed on demand, part by part, each part once.
/// </summary>
/// <remarks>
/// Parts that are not what the protocol says throw <see cref="MalformedReferenceException"/> when they are asked for; parts of types that this
/// version does not know are kept as they are. What was parsed stays valid for ever, <see cref="Json"/> only as long as the line's memory.
/// </remarks>
public sealed class Reference
{
    private ReferenceTexts? _texts;
    private IReadOnlyList<ExternalIdentifier>? _identifiers;
    private IReadOnlyList<Enhancement>? _enhancements;

    /// <summary>A reference over a line that <see cref="ReferenceLine.Read"/> found well-formed.</summary>
    /// <param name="line">The line; not copied.</param>
    /// <param name="id">The id found in it.</param>
    public Reference(ReadOnlyMemory<byte> line, ReferenceId id)
    {
        Json = line;
        Id = id;
    }

    /// <summary>The id: the one to answer with, whatever ids the enhancements carry.</summary>
    public ReferenceId Id { get; }

    /// <summary>The line as it came: one JSON object, perhaps with white space around it.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Who may see it; public unless it says otherwise.</summary>
    public Visibility Visibility =>
        FindValue("visibility"u8) is { IsEmpty: false } value
            ? Parse(value, "visibility", EnhancementJsonContext.Default.NullableVisibility) ?? Visibility.Public
            : Visibility.Public;

    /// <summary>What the outside calls it; empty when there is nothing.</summary>
    public IReadOnlyList<ExternalIdentifier> Identifiers =>
        _identifiers ??= ParseList("identifiers"u8, "identifiers", IdentifierJsonContext.Default.IReadOnlyListExternalIdentifier);

    /// <summary>What is said of it already; empty when there is nothing. Several of one type are normal, their order is not guaranteed.</summary>
    public IReadOnlyList<Enhancement> Enhancements =>
        _enhancements ??= ParseList("enhancements"u8, "enhancements", EnhancementJsonContext.Default.IReadOnlyListEnhancement);

    /// <summary>
    /// The title, null when there is none: of the newest bibliographic enhancement whose title is not blank, as white space, invisible characters and
    /// tags around nothing are. Among equally old ones the greatest enhancement id decides, so that the order in the file does not matter. It is as
    /// it came, with its markup.
    /// </summary>
    public string? Title => Texts.Title;

    /// <summary>The abstract, null when there is none; chosen as <see cref="Title"/> is.</summary>
    public string? Abstract => Texts.Abstract;

    /// <summary>The first DOI in the repository's order; null when there is none.</summary>
    public string? Doi
    {
        get
        {
            foreach (var identifier in Identifiers)
            {
                if (identifier is DoiIdentifier doi)
                {
                    return doi.Identifier;
                }
            }

            return null;
        }
    }

    private ReferenceTexts Texts => _texts ??= ReferenceTexts.Choose(FindValue("enhancements"u8).Span);

    private List<T> ParseList<T>(ReadOnlySpan<byte> utf8Name, string name, JsonTypeInfo<IReadOnlyList<T>> type) =>
        FindValue(utf8Name) is { IsEmpty: false } value && Parse(value, name, type) is List<T> list ? list : [];

    private static T? Parse<T>(ReadOnlyMemory<byte> json, string name, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, type);
        }
        catch (JsonException error)
        {
            throw new MalformedReferenceException(name + NestedJson.PathOf(error), error);
        }
    }

    // The last one of a name counts, as in Python's reader; empty when there is none.
    private ReadOnlyMemory<byte> FindValue(ReadOnlySpan<byte> name)
    {
        var found = ReadOnlyMemory<byte>.Empty;
        var reader = new Utf8JsonReader(Json.Span, new JsonReaderOptions { MaxDepth = ProtocolLimits.Depth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = JsonText.Is(in reader, name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isName)
            {
                found = Json[start..(int)reader.BytesConsumed];
            }
        }

        return found;
    }
}
