using System.Text.Json;
using RobotFunctions.Simulator.Import;

namespace RobotFunctions.Tests.Simulator;

public sealed class ContentRulesTests
{
    [Theory]
    [InlineData("""{"enhancement_type":"bibliographic"}""")]
    [InlineData("""{"enhancement_type":"bibliographic","authorship":[{"display_name":"A","position":"first"}],"cited_by_count":3,"publication_date":"2024-02-29","publication_year":2024,"pagination":{"volume":null},"publication_venue":{"venue_type":"journal","issn":["1"]},"more":1}""")]
    [InlineData("""{"enhancement_type":"abstract","process":"uninverted","abstract":""}""")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"boolean","scheme":"s","label":"l","value":false,"score":null}]}""")]
    [InlineData("""{"annotations":[{"data":{},"score":1e3,"label":"","scheme":"a:b","annotation_type":"score"}],"enhancement_type":"annotation"}""")]
    [InlineData("""{"enhancement_type":"location","locations":[{}]}""")]
    [InlineData("""{"enhancement_type":"location","locations":[{"pdf_url":"https://example.org/a b.pdf","version":"other","extra":{"x":[]}}]}""")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":["3a533776-c9ad-4aac-a089-d654d509490c",{"identifier_type":"doi","identifier":"https://doi.org/10.1000/é"},{"identifier_type":"pm_id","identifier":1},{"identifier_type":"open_alex","identifier":"https://openalex.org/W1"},{"identifier_type":"eric","identifier":"ED1"},{"identifier_type":"pro_quest","identifier":"12"},{"identifier_type":"other","identifier":"x","other_identifier_name":"y"}]}""")]
    [InlineData("""{"enhancement_type":"linked_data","vocabulary_uri":"https://vocab.example/v1","data":{"@context":"https://vocab.example/c","x":null}}""")]
    [InlineData("""{"enhancement_type":"full_text","file_url":"http://example.org/a.pdf","byte_size":0}""")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01T00:00:00+02:00","description":"","data":"x"}""")]
    public void Content_that_keeps_the_rules_is_taken(string content) => Assert.Null(ContentRules.Content(JsonElement.Parse(content)));

    [Theory]
    [InlineData("""[]""", ": must be an object")]
    [InlineData("""{}""", ".enhancement_type: must be one of ")]
    [InlineData("""{"enhancement_type":"poem"}""", ".enhancement_type: must be one of ")]
    [InlineData("""{"enhancement_type":"bibliographic","title":3}""", ".title: must be text")]
    [InlineData("""{"enhancement_type":"bibliographic","cited_by_count":1.5}""", ".cited_by_count: must be a whole number")]
    [InlineData("""{"enhancement_type":"bibliographic","created_date":"2023-02-29"}""", ".created_date: must be a date")]
    [InlineData("""{"enhancement_type":"bibliographic","authorship":[{"display_name":"A","position":"first"},{"display_name":"B"}]}""", ".authorship[1].position: is required")]
    [InlineData("""{"enhancement_type":"abstract","process":"ai","abstract":"x"}""", ".process: must be one of ")]
    [InlineData("""{"enhancement_type":"abstract","process":"other","abstract":null}""", ".abstract: must be text")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[]}""", ".annotations: must have at least 1 entries")]
    [InlineData("""{"enhancement_type":"annotation","annotations":null}""", ".annotations: must be a list")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"a/b","label":"l","score":1}]}""", ".annotations[0].scheme: must match ")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"","label":"l","score":1}]}""", ".annotations[0].scheme: must match ")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"s","label":"l"}]}""", ".annotations[0].score: is required")]
    [InlineData("""{"enhancement_type":"annotation","annotations":[{"annotation_type":"boolean","scheme":"s","label":"l","value":true,"data":null}]}""", ".annotations[0].data: must be an object")]
    [InlineData("""{"enhancement_type":"location","locations":[]}""", ".locations: must have at least 1 entries")]
    [InlineData("""{"enhancement_type":"location","locations":[{"pdf_url":"ftp://example.org/"}]}""", ".locations[0].pdf_url: must be an http or https URL")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":["W1"]}""", ".associated_reference_ids[0]: must be a UUID")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":[{"identifier_type":"pm_id","identifier":0}]}""", ".associated_reference_ids[0].identifier: must be greater than 0")]
    [InlineData("""{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":[{"identifier_type":"doi","identifier":"10.1/x"}]}""", ".associated_reference_ids[0].identifier: must be a DOI")]
    [InlineData("""{"enhancement_type":"linked_data","vocabulary_uri":"https://vocab.example/v1","data":{}}""", ".data.@context: is required")]
    [InlineData("""{"enhancement_type":"linked_data","vocabulary_uri":"https://vocab.example/v1","data":{"@context":{}}}""", ".data.@context: must be an http or https URL")]
    [InlineData("""{"enhancement_type":"full_text","file_url":"file:///etc/passwd"}""", ".file_url: must be an http or https URL")]
    [InlineData("""{"enhancement_type":"full_text","file_url":"https://example.org/","mime_type":null}""", ".mime_type: must be text")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"yesterday","description":"","data":1}""", ".source_export_date: must be a time")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01T00:00:00Z","description":"","data":0}""", ".data: must be populated")]
    [InlineData("""{"enhancement_type":"raw","source_export_date":"2026-01-01T00:00:00Z","description":"","data":{}}""", ".data: must be populated")]
    public void Content_that_breaks_a_rule_is_refused_with_the_place_and_the_rule(string content, string problem) =>
        Assert.StartsWith(problem, ContentRules.Content(JsonElement.Parse(content)), StringComparison.Ordinal);
}
