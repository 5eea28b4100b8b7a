using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;

namespace RobotFunctions.Core.Protocol.References;

/// <summary>
/// A bibliographic record with its identifiers and the enhancements it already has. Each part is parsed once, on demand.
/// </summary>
/// <remarks>
/// A part that does not follow the protocol throws <see cref="MalformedReferenceException"/> when it is read; parts of types that this
/// version does not know are kept as they are. Parsed parts stay valid; <see cref="Json"/> is valid only as long as the line's memory.
/// </remarks>
public sealed class Reference
{
    private ReferenceTexts? _texts;
    private IReadOnlyList<ExternalIdentifier>? _identifiers;
    private IReadOnlyList<Enhancement>? _enhancements;

    /// <summary>Creates a reference from a line that <see cref="ReferenceLine.Read"/> found well-formed.</summary>
    /// <param name="line">The line; not copied.</param>
    /// <param name="id">The id found in it.</param>
    public Reference(ReadOnlyMemory<byte> line, ReferenceId id)
    {
        Json = line;
        Id = id;
    }

    /// <summary>The id of the reference, which the result uses whatever ids the enhancements contain.</summary>
    public ReferenceId Id { get; }

    /// <summary>The line as received: one JSON object, possibly surrounded by white space.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Who may see it; public unless it says otherwise.</summary>
    public Visibility Visibility =>
        FindValue("visibility"u8) is { IsEmpty: false } value
            ? Parse(value, "visibility", EnhancementJsonContext.Default.NullableVisibility) ?? Visibility.Public
            : Visibility.Public;

    /// <summary>The external identifiers; empty if there are none.</summary>
    public IReadOnlyList<ExternalIdentifier> Identifiers =>
        _identifiers ??= ParseList("identifiers"u8, "identifiers", IdentifierJsonContext.Default.IReadOnlyListExternalIdentifier);

    /// <summary>The existing enhancements; empty if there are none. Several of one type are common, and their order is not guaranteed.</summary>
    public IReadOnlyList<Enhancement> Enhancements =>
        _enhancements ??= ParseList("enhancements"u8, "enhancements", EnhancementJsonContext.Default.IReadOnlyListEnhancement);

    /// <summary>
    /// The title of the newest bibliographic enhancement with a non-blank title, with its markup; null if there is none. A title of only white space,
    /// invisible characters and empty tags is blank. Among equally old ones the greatest enhancement id decides, so that the order in the file does
    /// not matter.
    /// </summary>
    public string? Title => Texts.Title;

    /// <summary>The abstract, chosen like <see cref="Title"/>; null if there is none.</summary>
    public string? Abstract => Texts.Abstract;

    /// <summary>The first DOI in the repository's order; null if there is none.</summary>
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

    // Empty when there is none.
    private ReadOnlyMemory<byte> FindValue(ReadOnlySpan<byte> name) => Json[JsonMembers.Find(Json.Span, name)];
}
