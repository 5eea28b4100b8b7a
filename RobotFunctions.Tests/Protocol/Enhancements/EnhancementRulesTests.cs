using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;

namespace RobotFunctions.Tests.Protocol.Enhancements;

public sealed class EnhancementRulesTests
{
    private static readonly string[] Entitled = [Entitlement.RawEnhancementWriter];

    [Fact]
    public void Valid_content_of_every_type_is_let_through() =>
        Prop.ForAll(Gens.Content.ToArbitrary(), content => EnhancementRules.Check(content, Entitled) is null).QuickCheckThrowOnFailure();

    [Fact]
    public void Raw_content_needs_the_entitlement()
    {
        var raw = Read("""{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","data":[1]}""");

        Assert.Null(EnhancementRules.Check(raw, Entitled));
        Assert.Equal("The robot is not entitled to return raw enhancements: it lacks raw_enhancement_writer.", EnhancementRules.Check(raw, [Entitlement.FullText]));
    }

    [Theory]
    [InlineData("""{"enhancement_type":"summary"}""", "The summary enhancement is not valid: enhancement_type is not one that the repository accepts.")]
    [InlineData("""{"enhancement_type":"abstract","process":"telepathy","abstract":"x"}""", "The abstract enhancement is not valid: process is \"telepathy\", which is not one of the repository's values.")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[]}""", "The annotation enhancement is not valid: annotations has no entry.")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[null]}""", "The annotation enhancement is not valid: annotations[0]: there is nothing.")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"boolean","scheme":"a/b","label":"","value":true}]}""", "The annotation enhancement is not valid: annotations[0]: scheme \"a/b\" contains a slash, which the repository does not allow.")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"boolean","scheme":"\u0000","label":"x","value":true}]}""", "The annotation enhancement is not valid: annotations[0]: scheme is missing.")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"a","label":"x","score":1,"data":[]}]}""", "The annotation enhancement is not valid: annotations[0]: data is not an object.")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"a","label":"x","score":1,"data":{"a":[-1e999]}}]}""", "The annotation enhancement is not valid: annotations[0]: data holds a number that is too large.")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"rank","scheme":"a","label":"x"}]}""", "The annotation enhancement is not valid: annotations[0]: annotation_type is not one that the repository accepts.")]
    [InlineData("""{"enhancement_type":"bibliographic","authorship":[{"display_name":"A","position":"second"}]}""", "The bibliographic enhancement is not valid: authorship[0]: position is \"second\", which is not one of the repository's values.")]
    [InlineData("""{"enhancement_type":"bibliographic","publication_venue":{"venue_type":"pub"}}""", "The bibliographic enhancement is not valid: publication_venue: venue_type is \"pub\", which is not one of the repository's values.")]
    [InlineData("""{"enhancement_type":"bibliographic","publication_venue":{"issn":[null]}}""", "The bibliographic enhancement is not valid: publication_venue: issn[0]: there is nothing.")]
    [InlineData("""{"enhancement_type":"location","locations":[]}""", "The location enhancement is not valid: locations has no entry.")]
    [InlineData("""{"enhancement_type":"location","locations":[{},{"pdf_url":"ftp://example.org/x"}]}""", "The location enhancement is not valid: locations[1]: pdf_url is not an absolute http or https URL of at most 2083 bytes.")]
    [InlineData("""{"enhancement_type":"location","locations":[{"landing_page_url":"/x"}]}""", "The location enhancement is not valid: locations[0]: landing_page_url is not an absolute http or https URL of at most 2083 bytes.")]
    [InlineData("""{"enhancement_type":"location","locations":[{"version":"final"}]}""", "The location enhancement is not valid: locations[0]: version is \"final\", which is not one of the repository's values.")]
    [InlineData("""{"enhancement_type":"location","locations":[{"extra":"x"}]}""", "The location enhancement is not valid: locations[0]: extra is not an object.")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":[]}""", "The reference_association enhancement is not valid: associated_reference_ids has no entry.")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"eats","associated_reference_ids":["0198c1a2-7b3c-7def-8123-456789abcdef"]}""", "The reference_association enhancement is not valid: association_type is \"eats\", which is not one of the repository's values.")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":[{"identifier_type":"doi","identifier":"x"}]}""", "The reference_association enhancement is not valid: associated_reference_ids[0]: \"x\" is not a DOI such as 10.1000/182.")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":[{"identifier_type":"arxiv"}]}""", "The reference_association enhancement is not valid: associated_reference_ids[0]: the repository does not accept identifiers of type \"arxiv\".")]
    [InlineData("""{"enhancement_type":"linked_data","vocabulary_uri":"x","data":{"@context":"https://example.org"}}""", "The linked_data enhancement is not valid: vocabulary_uri is not an absolute http or https URL of at most 2083 bytes.")]
    [InlineData("""{"enhancement_type":"linked_data","vocabulary_uri":"https://example.org","data":[]}""", "The linked_data enhancement is not valid: data is not an object.")]
    [InlineData("""{"enhancement_type":"linked_data","vocabulary_uri":"https://example.org","data":{}}""", "The linked_data enhancement is not valid: data[\"@context\"] is missing.")]
    [InlineData("""{"enhancement_type":"linked_data","vocabulary_uri":"https://example.org","data":{"@context":{"a":"b"}}}""", "The linked_data enhancement is not valid: data[\"@context\"] is missing.")]
    [InlineData("""{"enhancement_type":"full_text","file_url":"https://example.org/x","byte_size":-1}""", "The full_text enhancement is not valid: byte_size is negative.")]
    [InlineData("""{"enhancement_type":"full_text","file_url":"https://example.org/x","byte_size":1073741825}""", "The full_text enhancement is not valid: byte_size is more than 1 GiB, the most that the repository fetches.")]
    [InlineData("""{"enhancement_type":"full_text","file_url":"https://example.org/x","sha256_checksum":"ab"}""", "The full_text enhancement is not valid: sha256_checksum is not 64 hexadecimal digits.")]
    [InlineData("""{"enhancement_type":"full_text","file_url":"https://example.org/x","source_url":"mailto:x@example.org"}""", "The full_text enhancement is not valid: source_url is not an absolute http or https URL of at most 2083 bytes.")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","data":null}""", "The raw enhancement is not valid: data is empty, which the repository does not allow.")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","data":{}}""", "The raw enhancement is not valid: data is empty, which the repository does not allow.")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","data":[]}""", "The raw enhancement is not valid: data is empty, which the repository does not allow.")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","data":"\u0000"}""", "The raw enhancement is not valid: data is empty, which the repository does not allow.")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","data":0.0}""", "The raw enhancement is not valid: data is empty, which the repository does not allow.")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","data":false}""", "The raw enhancement is not valid: data is empty, which the repository does not allow.")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01","description":"x","metadata":1,"data":true}""", "The raw enhancement is not valid: metadata is not an object.")]
    public void What_the_repository_would_refuse_is_told_in_one_sentence(string content, string problem) =>
        Assert.Equal(problem, EnhancementRules.Check(Read(content), Entitled));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_JSON_cannot_write_is_refused(double score)
    {
        AnnotationContent[] contents =
        [
            new() { Annotations = [new ScoreAnnotation { Scheme = "a", Label = "b", Score = score }] },
            new() { Annotations = [new BooleanAnnotation { Scheme = "a", Label = "b", Value = true, Score = score }] },
        ];

        Assert.All(contents, content => Assert.Equal("The annotation enhancement is not valid: annotations[0]: score is not a finite number.", EnhancementRules.Check(content, Entitled)));
    }

    [Fact]
    public void What_an_author_forgot_is_a_problem_and_not_an_exception()
    {
        EnhancementContent[] contents =
        [
            new AnnotationContent { Annotations = null! },
            new AnnotationContent { Annotations = [new ScoreAnnotation { Scheme = null!, Label = "b", Score = 1 }] },
            new AnnotationContent { Annotations = [new ScoreAnnotation { Scheme = "a", Label = null!, Score = 1 }] },
            new AbstractContent { Abstract = null!, Process = AbstractProcess.Other },
            new AbstractContent { Abstract = "x", Process = default },
            new BibliographicContent { Authorship = [new Authorship { DisplayName = null!, Position = AuthorPosition.First }] },
            new LocationContent { Locations = [null!] },
            new ReferenceAssociationContent { AssociatedReferenceIds = [new OtherIdentifier { Identifier = null!, OtherIdentifierName = "x" }], AssociationType = ReferenceAssociationType.Cites },
            new ReferenceAssociationContent { AssociatedReferenceIds = [new DoiIdentifier { Identifier = null! }], AssociationType = ReferenceAssociationType.Cites },
            new LinkedDataContent { VocabularyUri = null!, Data = default },
            new LinkedDataContent { VocabularyUri = "https://example.org", Data = default },
            new FullTextContent { FileUrl = null! },
            new RawContent { SourceExportDate = default, Description = null!, Data = JsonElement.Parse("1") },
            new RawContent { SourceExportDate = default, Description = "x", Data = default },
        ];

        Assert.All(contents, content => Assert.NotNull(EnhancementRules.Check(content, Entitled)));
    }

    [Theory]
    [InlineData(55, true)]
    [InlineData(56, false)]
    public void Data_may_nest_fifty_six_levels_and_no_deeper(int lists, bool isFine)
    {
        var data = JsonElement.Parse($"{{\"x\":{new string('[', lists)}{new string(']', lists)}}}", new JsonDocumentOptions { MaxDepth = 200 });
        var content = new AnnotationContent { Annotations = [new ScoreAnnotation { Scheme = "a", Label = "b", Score = 1, Data = data }] };

        Assert.Equal(isFine, EnhancementRules.Check(content, Entitled) is null);
    }

    [Theory]
    [InlineData('x', 2063, true)]
    [InlineData('x', 2064, false)]
    [InlineData('é', 1031, true)]
    [InlineData('é', 1032, false)]
    [InlineData('中', 687, true)]
    [InlineData('中', 688, false)]
    public void A_URL_may_have_as_many_bytes_as_the_repository_takes(char letter, int count, bool isFine)
    {
        var content = new LocationContent { Locations = [new Location { PdfUrl = "https://example.org/" + new string(letter, count) + "\0\0" }] };

        Assert.Equal(isFine, EnhancementRules.Check(content, Entitled) is null);
    }

    [Theory]
    [InlineData("http://localhost:9000/x", true)]
    [InlineData("https://example.org./", true)]
    [InlineData("https://10.0.0.1/", true)]
    [InlineData("https://[::1]/", true)]
    [InlineData("https://größe.example.org/ü?q=ä#ö", true)]
    [InlineData("https://10.0.0.300/", false)]
    [InlineData("https://example.0x/", false)]
    [InlineData("https://exa\0mple.org/", true)]
    [InlineData("https://\0/", false)]
    [InlineData("https://GRÖSSE.example", true)]
    [InlineData("https://ไทย.com", true)]
    [InlineData("https://שלום.מים.example", true)]
    [InlineData("https://ำ.com", false)]
    [InlineData("https://ﾞ.com", false)]
    [InlineData("https://ﹰ.com", false)]
    [InlineData("https://אः.com", false)]
    [InlineData("https://ŀ.אב", false)]
    [InlineData("https://a\u0897b.com", false)]
    [InlineData("https://\u1C89.com", false)]
    [InlineData("https://x\uFE0Fn--a.com", false)]
    [InlineData("https:///x", false)]
    [InlineData("https://a b/", false)]
    [InlineData("https://example.org:99999/", false)]
    public void A_URL_needs_a_host_that_the_repository_can_read(string url, bool isFine)
    {
        var content = new LocationContent { Locations = [new Location { LandingPageUrl = url }] };

        Assert.Equal(isFine, EnhancementRules.Check(content, Entitled) is null);
    }

    [Theory]
    [InlineData("""{"@context":"https://example.org/\ud800c"}""", true)]
    [InlineData("""{"@context\u0000":"https://example.org/c"}""", true)]
    [InlineData("""{"\ud800":1,"@context":"https://example.org/c"}""", true)]
    [InlineData("""{"@context":"https://example.org/c","@context":1}""", false)]
    [InlineData("""{"@context":"\ud800"}""", false)]
    [InlineData("""{"\ud800":{"@context":"https://example.org/c"}}""", false)]
    public void The_context_of_linked_data_is_judged_as_it_will_be_written(string data, bool isFine)
    {
        var content = new LinkedDataContent { VocabularyUri = "https://example.org", Data = JsonElement.Parse(data) };

        Assert.Equal(isFine, EnhancementRules.Check(content, Entitled) is null);
    }

    private static EnhancementContent Read(string json) => JsonSerializer.Deserialize(json, EnhancementJsonContext.Default.EnhancementContent)!;
}
