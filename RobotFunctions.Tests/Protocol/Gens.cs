using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;

namespace RobotFunctions.Tests.Protocol;

/// <summary>Random values for properties: valid by the protocol, with the nastiest texts it lets through.</summary>
internal static class Gens
{
    private const string Half = "(half)";

    public static Gen<string> NastyText =>
        from pieces in Gen.ListOf(Gen.Elements(
            "", "a", "Größe", "ı̇", "Привет", "ελ", "שלום", "\u200F", "مرحبا", "中文", "日本", "한국", "हिन्दी", "🤖", "👩‍🔬", "e\u0301", "\u0085", "\u2028",
            "\u2029", "\0", "\ud83e", "\udd16", "\n", "\r", "\t", "\"", "\\", "\\u0041", "<&>'+", "\uFEFF", "\uFFFF", "\u007F", "{}", "null", Half))
        select string.Concat(pieces);

    public static Gen<JsonElement> Data =>
        Gen.OneOf(Gen.Constant(default(JsonElement)), Gen.Sized(size => Node(Math.Min(size, 3))).Select(node => ToElement(new JsonObject { ["x"] = node })));

    public static Gen<ExternalIdentifier> ExternalIdentifier => Gen.OneOf(
        Gen.Choose(1, 999).Select(n => (ExternalIdentifier)new DoiIdentifier { Identifier = $"10.1000/é{n}" }),
        Gen.Choose(1, int.MaxValue).Select(n => (ExternalIdentifier)new PubMedIdentifier { Identifier = n }),
        Gen.Choose(0, 999).Select(n => (ExternalIdentifier)new OpenAlexIdentifier { Identifier = $"W{n}" }),
        Gen.Choose(0, 999).Select(n => (ExternalIdentifier)new EricIdentifier { Identifier = $"EJ{n}" }),
        Gen.Choose(0, 999).Select(n => (ExternalIdentifier)new ProQuestIdentifier { Identifier = $"{n}" }),
        NastyText.Select(text => (ExternalIdentifier)new OtherIdentifier { Identifier = text, OtherIdentifierName = text }));

    public static Gen<Annotation> Annotation => Gen.OneOf(
        from label in NastyText
        from value in Gen.Elements(true, false)
        from score in Maybe(Score)
        from data in Data
        select (Annotation)new BooleanAnnotation { Scheme = "a:" + label, Label = label, Value = value, Score = score, Data = data },
        from label in NastyText
        from score in Score
        from data in Data
        select (Annotation)new ScoreAnnotation { Scheme = "b:" + label, Label = label, Score = score, Data = data });

    /// <summary>Content that <see cref="EnhancementRules"/> lets a fully entitled robot send.</summary>
    public static Gen<EnhancementContent> Content => Gen.OneOf(
        NonEmpty(Annotation).Select(list => (EnhancementContent)new AnnotationContent { Annotations = list }),
        from text in NastyText
        from process in Gen.Elements(AbstractProcess.Uninverted, AbstractProcess.ClosedApi, AbstractProcess.Other)
        select (EnhancementContent)new AbstractContent { Abstract = text, Process = process },
        from text in MaybeText
        from year in Maybe(Gen.Choose(-10, 9999))
        from date in Maybe(Date)
        from position in Gen.Elements(AuthorPosition.First, AuthorPosition.Last)
        select (EnhancementContent)new BibliographicContent
        {
            Title = text,
            Publisher = text,
            PublicationYear = year,
            CreatedDate = date,
            PublicationDate = date,
            UpdatedDate = date,
            CitedByCount = year,
            Authorship = text is null ? null : [new Authorship { DisplayName = text, Position = position, Orcid = year is null ? null : "" }],
            Pagination = year is null ? null : new Pagination { Volume = text, FirstPage = "A1" },
            PublicationVenue = date is null ? null : new PublicationVenue { DisplayName = text, VenueType = PublicationVenueType.Journal, Issn = ["2454-5104"] },
        },
        from text in MaybeText
        from open in Maybe(Gen.Elements(true, false))
        from extra in Data
        select (EnhancementContent)new LocationContent
        {
            Locations = [new Location { IsOa = open, License = text, Extra = extra, LandingPageUrl = "https://example.org/é?q=1#x", Version = DocumentVersion.Accepted }, new Location()],
        },
        NonEmpty(Gen.OneOf(ExternalIdentifier.Select(id => (Identifier)id), Gen.Constant((Identifier)new RepositoryIdentifier(new ReferenceId(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"))))))
            .Select(ids => (EnhancementContent)new ReferenceAssociationContent { AssociatedReferenceIds = ids, AssociationType = ReferenceAssociationType.IsSimilarTo }),
        Node(3).Select(node => (EnhancementContent)new LinkedDataContent
        {
            VocabularyUri = "https://vocab.example.org/v1",
            Data = ToElement(new JsonObject { ["@context"] = "https://vocab.example.org/context", ["x"] = node }),
        }),
        from text in MaybeText
        from size in Maybe(Gen.Choose(0, int.MaxValue / 2))
        from time in Maybe(Date)
        select (EnhancementContent)new FullTextContent
        {
            FileUrl = Signed("https://files.example.org/a.pdf?sig=x%2By"),
            ByteSize = size,
            License = text,
            MimeType = text,
            RetrievedAt = time is { } date ? new DateTimeOffset(date, new TimeOnly(12, 30), TimeSpan.FromHours(2)) : null,
        },
        from text in NastyText
        from metadata in Data
        from node in Node(2)
        select (EnhancementContent)new RawContent
        {
            SourceExportDate = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Description = text,
            Metadata = metadata,
            Data = ToElement(new JsonObject { ["x"] = node }),
        });

    private static Gen<double> Score => Gen.OneOf(Gen.Elements(0, 1, -0.0, 1e-300, 1e300, 0.1, 1.0 / 3), Gen.Choose(0, 100).Select(n => n / 100.0));

    private static Gen<DateOnly> Date => Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);

    private static Gen<JsonNode?> Node(int depth) => depth == 0
        ? Gen.OneOf(
            NastyText.Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Elements(0, -1, 1.5, 1e300).Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Elements(true, false).Select(flag => (JsonNode?)JsonValue.Create(flag)),
            Gen.Constant<JsonNode?>(null))
        : Gen.OneOf(
            Node(depth - 1),
            Gen.ListOf(Node(depth - 1), 2).Select(nodes => (JsonNode?)new JsonArray([.. nodes.Select(node => node?.DeepClone())])),
            from name in NastyText from node in Node(depth - 1) select (JsonNode?)new JsonObject { [name] = node?.DeepClone() });

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : struct => Gen.OneOf(gen.Select(value => (T?)value), Gen.Constant(default(T?)));

    private static Gen<string?> MaybeText => Gen.OneOf(NastyText.Select(text => (string?)text), Gen.Constant((string?)null));

    private static Gen<IReadOnlyList<T>> NonEmpty<T>(Gen<T> gen) => Gen.NonEmptyListOf(gen).Select(list => (IReadOnlyList<T>)list.ToList());

    private static SignedUrl Signed(string text) => SignedUrl.TryParse(text, out var url) ? url : throw new ArgumentException(text);

    // The serialiser would replace half a surrogate pair, so it is put in afterwards.
    private static JsonElement ToElement(JsonNode node) => JsonElement.Parse(node.ToJsonString().Replace(Half, "\\ud83e", StringComparison.Ordinal));
}
