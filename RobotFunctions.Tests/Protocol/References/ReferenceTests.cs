using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Identifiers;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Tests.Protocol.References;

public sealed class ReferenceTests
{
    private const string Id = "3a533776-c9ad-4aac-a089-d654d509490c";

    [Fact]
    public void A_reference_with_nothing_but_an_id_has_empty_lists_and_is_public()
    {
        foreach (var line in (string[])[$$"""{"id":"{{Id}}"}""", $$"""{"id":"{{Id}}","visibility":null,"identifiers":null,"enhancements":null}"""])
        {
            var reference = Read(line);

            Assert.Equal(Id, reference.Id.ToString());
            Assert.Equal(Visibility.Public, reference.Visibility);
            Assert.Empty(reference.Identifiers);
            Assert.Empty(reference.Enhancements);
            Assert.Null(reference.Title);
            Assert.Null(reference.Abstract);
            Assert.Null(reference.Doi);
            Assert.Equal(line, Encoding.UTF8.GetString(reference.Json.Span));
        }
    }

    [Fact]
    public void Identifiers_of_every_type_are_read_wherever_their_type_stands()
    {
        var reference = Read($$$"""
            {"identifiers":[
            {"identifier":"10.1000/182","identifier_type":"doi"},
            {"identifier_type":"pm_id","identifier":38203201,"extra":[1]},
            {"identifier_type":"open_alex","identifier":"W2741809807"},
            {"identifier_type":"eric","identifier":"EJ789012"},
            {"identifier_type":"pro_quest","identifier":"12345678"},
            {"identifier":"ab","other_identifier_name":"scopus","identifier_type":"other"},
            {"identifier_type":"wikidata","identifier":{"q":42}}],"id":"{{{Id}}}"}
            """);

        Assert.Collection(
            reference.Identifiers,
            id => Assert.Equal("10.1000/182", Assert.IsType<DoiIdentifier>(id).Identifier),
            id => Assert.Equal(38203201, Assert.IsType<PubMedIdentifier>(id).Identifier),
            id => Assert.Equal("W2741809807", Assert.IsType<OpenAlexIdentifier>(id).Identifier),
            id => Assert.Equal("EJ789012", Assert.IsType<EricIdentifier>(id).Identifier),
            id => Assert.Equal("12345678", Assert.IsType<ProQuestIdentifier>(id).Identifier),
            id => Assert.Equal(("ab", "scopus"), (((OtherIdentifier)id).Identifier, ((OtherIdentifier)id).OtherIdentifierName)),
            id => Assert.Equal(42, Assert.IsType<UnknownIdentifier>(id).Json.GetProperty("identifier").GetProperty("q").GetInt32()));
        Assert.Equal("wikidata", reference.Identifiers[6].Type.Value);
        Assert.Equal("10.1000/182", reference.Doi);
    }

    [Fact]
    public void An_enhancement_of_an_unknown_type_is_kept_as_it_is()
    {
        var reference = Read(WithContent("""{"enhancement_type":"summary","text":"x","n":[1,{"a":null}]}"""));

        var content = Assert.IsType<UnknownContent>(Assert.Single(reference.Enhancements).Content);
        Assert.Equal("summary", content.Type.Value);
        Assert.Equal("""{"enhancement_type":"summary","text":"x","n":[1,{"a":null}]}""", content.Json.GetRawText());
    }

    [Fact]
    public void Words_that_are_not_known_are_kept_as_they_are()
    {
        var reference = Read(WithContent("""{"enhancement_type":"abstract","process":"telepathy","abstract":"x"}""").Replace("public", "secret", StringComparison.Ordinal));

        var enhancement = Assert.Single(reference.Enhancements);
        Assert.Equal("telepathy", Assert.IsType<AbstractContent>(enhancement.Content).Process.Value);
        Assert.False(enhancement.Visibility.IsKnown);
        Assert.Equal("secret", enhancement.Visibility.Value);
    }

    [Fact]
    public void An_enhancement_may_belong_to_another_reference_that_this_one_was_merged_with()
    {
        var reference = Read(WithContent("""{"enhancement_type":"bibliographic"}""").Replace("REF", "0198c1a2-7b3c-7def-8123-456789abcdef", StringComparison.Ordinal));

        Assert.NotEqual(reference.Id.Value, Assert.Single(reference.Enhancements).ReferenceId);
    }

    [Theory]
    [InlineData("2024-05-06T07:08:09.123456Z", "2024-05-06T07:08:09.1234560+00:00")]
    [InlineData("2024-05-06T07:08:09+02:00", "2024-05-06T07:08:09.0000000+02:00")]
    [InlineData("2024-05-06T07:08:09", "2024-05-06T07:08:09.0000000+00:00")]
    public void A_time_without_an_offset_is_UTC(string text, string time)
    {
        var reference = Read(WithContent("""{"enhancement_type":"bibliographic"}""").Replace("2024-01-01T00:00:00Z", text, StringComparison.Ordinal));

        Assert.Equal(time, Assert.Single(reference.Enhancements).CreatedAt?.ToString("O"));
    }

    [Theory]
    [InlineData("""{"enhancement_type":"bibliographic","title":5}""", "enhancements[0].content.title")]
    [InlineData("""{"enhancement_type":"bibliographic","publication_date":"yesterday"}""", "enhancements[0].content.publication_date")]
    [InlineData("""{"enhancement_type":"bibliographic","authorship":[{"display_name":"A","position":"first"},{"display_name":"B"}]}""", "enhancements[0].content.authorship[1]")]
    [InlineData("""{"enhancement_type":"abstract","process":"other"}""", "enhancements[0].content")]
    [InlineData("""{"enhancement_type":"abstract","process":"other","abstract":null}""", "enhancements[0].content.abstract")]
    [InlineData("""{"annotations":[{"annotation_type":"score","scheme":"a","label":"b","score":"high"}],"enhancement_type":"annotation"}""", "enhancements[0].content.annotations[0].score")]
    [InlineData("""{"annotations":[{"scheme":"a"}],"enhancement_type":"annotation"}""", "enhancements[0].content.annotations[0]")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":[{"identifier_type":"pm_id","identifier":"x"}]}""", "enhancements[0].content.associated_reference_ids[0].identifier")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":["x"]}""", "enhancements[0].content.associated_reference_ids[0]")]
    [InlineData("""{"enhancement_type":"bibliographic","\ud800":1}""", "enhancements[0].content")]
    public void A_part_of_the_wrong_type_is_found_when_it_is_asked_for_and_its_place_is_told(string content, string path)
    {
        var reference = Read(WithContent(content));

        Assert.Equal(ReferenceLineVerdict.WellFormed, ReferenceLine.Read(reference.Json.Span).Verdict);
        var thrown = Assert.Throws<MalformedReferenceException>(() => reference.Enhancements);
        Assert.StartsWith(path, thrown.Path, StringComparison.Ordinal);
        Assert.Equal($"The reference cannot be read: {thrown.Path} does not follow the protocol.", thrown.Message);
        Assert.Empty(reference.Identifiers);
    }

    [Fact]
    public void An_annotation_of_an_unknown_type_keeps_its_scheme_and_label()
    {
        var reference = Read(WithContent("""{"enhancement_type":"annotation","annotations":[{"scheme":"a:b","label":"c","annotation_type":"rank","rank":3}]}"""));

        var annotation = Assert.IsType<UnknownAnnotation>(Assert.Single(((AnnotationContent)reference.Enhancements[0].Content).Annotations));
        Assert.Equal(("a:b", "c", "rank", 3), (annotation.Scheme, annotation.Label, annotation.AnnotationType, annotation.Json.GetProperty("rank").GetInt32()));
    }

    [Fact]
    public void A_full_text_does_not_show_its_signature()
    {
        var reference = Read(WithContent("""{"enhancement_type":"full_text","file_url":"https://files.example.org/a.pdf?sig=secret"}"""));

        Assert.DoesNotContain("secret", reference.Enhancements[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_are_parsed_once()
    {
        var reference = Read(WithContent("""{"enhancement_type":"bibliographic","title":"x"}"""));

        Assert.Same(reference.Enhancements, reference.Enhancements);
        Assert.Same(reference.Identifiers, reference.Identifiers);
        Assert.Same(reference.Title, reference.Title);
    }

    private static string WithContent(string content) => $$"""
        {"id":"{{Id}}","enhancements":[{"id":"1749692f-e221-4041-9f4e-661b7ea0cd00","source":"s","visibility":"public","created_at":"2024-01-01T00:00:00Z","content":{{content}},"reference_id":"REF"}]}
        """;

    private static Reference Read(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line.Replace("REF", Id, StringComparison.Ordinal));
        return new Reference(bytes, ReferenceLine.Read(bytes).Id!.Value);
    }
}
