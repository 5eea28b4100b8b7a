using System.Text.Json;
using System.Text.RegularExpressions;
using static RobotFunctions.Simulator.Import.Rules;

namespace RobotFunctions.Simulator.Import;

/// <summary>
/// The repository's rules for the content of an enhancement (protocol section 4), implemented independently: the robot's own validation must not
/// be tested against itself.
/// </summary>
internal static partial class ContentRules
{
    private static readonly Rule DriverVersion = OneOf("publishedVersion", "acceptedVersion", "submittedVersion", "other");

    private static readonly Rule Bibliographic = Record(
        Optional("authorship", ListOf(Record(
            Required("display_name", Text),
            Optional("orcid", Text),
            Required("position", OneOf("first", "middle", "last"))))),
        Optional("cited_by_count", Integer),
        Optional("created_date", Date),
        Optional("updated_date", Date),
        Optional("publication_date", Date),
        Optional("publication_year", Integer),
        Optional("publisher", Text),
        Optional("title", Text),
        Optional("pagination", Record(
            Optional("volume", Text),
            Optional("issue", Text),
            Optional("first_page", Text),
            Optional("last_page", Text))),
        Optional("publication_venue", Record(
            Optional("display_name", Text),
            Optional("venue_type", OneOf("journal", "repository", "conference", "ebook_platform", "book_series", "other")),
            Optional("issn", ListOf(Text)),
            Optional("issn_l", Text),
            Optional("host_organization_name", Text))));

    private static readonly Rule Abstract = Record(
        Required("process", OneOf("uninverted", "closed_api", "other")),
        Required("abstract", Text));

    private static readonly Rule Annotation = Tagged("annotation_type", new Dictionary<string, Rule>(StringComparer.Ordinal)
    {
        ["boolean"] = Record(
            Required("scheme", Matching(WithoutSlash)),
            Required("label", Text),
            Required("value", Boolean),
            Optional("score", Number),
            Defaulted("data", Object)),
        ["score"] = Record(
            Required("scheme", Matching(WithoutSlash)),
            Required("label", Text),
            Required("score", Number),
            Defaulted("data", Object)),
    });

    private static readonly Rule Location = Record(
        Optional("is_oa", Boolean),
        Optional("version", DriverVersion),
        Optional("landing_page_url", HttpUrl),
        Optional("pdf_url", HttpUrl),
        Optional("license", Text),
        Optional("extra", Object));

    private static readonly Rule ExternalIdentifier = Tagged("identifier_type", new Dictionary<string, Rule>(StringComparer.Ordinal)
    {
        ["doi"] = Record(Required("identifier", IdentifierRules.Doi)),
        ["eric"] = Record(Required("identifier", IdentifierRules.Eric)),
        ["pm_id"] = Record(Required("identifier", PositiveInteger)),
        ["pro_quest"] = Record(Required("identifier", IdentifierRules.ProQuest)),
        ["open_alex"] = Record(Required("identifier", IdentifierRules.OpenAlex)),
        ["other"] = Record(Required("identifier", Text), Required("other_identifier_name", Text)),
    });

    private static readonly Rule FullText = Record(
        Required("file_url", HttpUrl),
        Optional("byte_size", Integer),
        Optional("sha256_checksum", Text),
        Defaulted("mime_type", Text),
        Optional("version", DriverVersion),
        Optional("is_oa", Boolean),
        Optional("license", Text),
        Optional("source", Text),
        Optional("source_url", HttpUrl),
        Optional("retrieved_at", Time));

    /// <summary>The rule for the whole content.</summary>
    public static Rule Content { get; } = Tagged("enhancement_type", new Dictionary<string, Rule>(StringComparer.Ordinal)
    {
        ["bibliographic"] = Bibliographic,
        ["abstract"] = Abstract,
        ["annotation"] = Record(Required("annotations", ListOf(Annotation, atLeast: 1))),
        ["location"] = Record(Required("locations", ListOf(Location, atLeast: 1))),
        ["reference_association"] = Record(
            Required("associated_reference_ids", ListOf(AnyIdentifier, atLeast: 1)),
            Required("association_type", OneOf("cites", "is_cited_by", "is_similar_to"))),
        ["linked_data"] = Record(Required("vocabulary_uri", HttpUrl), Required("data", Record(Required("@context", HttpUrl)))),
        ["full_text"] = FullText,
        ["raw"] = Record(
            Required("source_export_date", Time),
            Required("description", Text),
            Defaulted("metadata", Object),
            Required("data", Truthy)),
    });

    [GeneratedRegex(@"\A[^/]+\z")]
    private static partial Regex WithoutSlash { get; }

    private static string? AnyIdentifier(JsonElement value) => value.ValueKind == JsonValueKind.String ? Uuid(value) : ExternalIdentifier(value);

    // Values that are truthy in Python.
    private static string? Truthy(JsonElement value) => Expect(
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.False => false,
            JsonValueKind.String => value.GetString()!.Length > 0,
            JsonValueKind.Number => value.GetDouble() != 0,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Object => value.GetPropertyCount() > 0,
            _ => true,
        },
        "must be populated");
}
