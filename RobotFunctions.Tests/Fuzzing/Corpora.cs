using System.Text;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Fuzzing;

/// <summary>Good and odd inputs, which the mutator makes hostile.</summary>
internal static class Corpora
{
    /// <summary>Lines of reference files.</summary>
    public static readonly byte[][] Lines =
    [
        .. Checkout.ReadLines(Checkout.SampleReferences),
        [.. """{"id":"3a533776-c9ad-4aac-a089-d654d509490c","\ud800":1,"identifiers":[{"identifier_type":"\ud800","\ud800":2},{"identifier_type":"doi","identifier":"\ud800"}],"enhancements":[{"id":"\ud800","created_at":"\ud800","content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"\ud800","scheme":"\ud800","label":"\ud800","\ud800":3},{"annotation_type":"score","scheme":"a","label":"b","score":1,"data":{"\ud800":"\ud800"}}]}},{"content":{"enhancement_type":"\ud800","x":"\ud800"}},{"content":{"enhancement_type":"linked_data","vocabulary_uri":"https://example.org","data":{"@context":"\ud800","\ud800":4}}}]}"""u8],
    ];

    /// <summary>Answers of a model.</summary>
    public static readonly byte[][] Contents =
    [
        [.. """{"content":{"enhancement_type":"linked_data","vocabulary_uri":"https://größe.example.org:80/","data":{"@context":"https://[::1]/","\ud800":[{}]}}}"""u8],
        [.. """{"content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"a:b","label":"\u0000","score":0.5,"data":{"x":[[[[1e10]]]]}}]}}"""u8],
        [.. """{"content":{"enhancement_type":"location","locations":[{"landing_page_url":"https://u:p@10.0.0.1:8080/?q#f","pdf_url":"http://xn--fiq228c.com","version":"other","extra":{"a":1}}]}}"""u8],
        [.. """{"content":{"enhancement_type":"reference_association","association_type":"cites","associated_reference_ids":[{"identifier_type":"doi","identifier":"https://doi.org/10.1000/1"},{"identifier_type":"open_alex","identifier":"https://openalex.org/works/W1"},{"identifier_type":"eric","identifier":"https://files.eric.ed.gov/fulltext/ED1.pdf"},"3a533776-c9ad-4aac-a089-d654d509490c"]}}"""u8],
        [.. """{"content":{"enhancement_type":"raw","source_export_date":"2026-01-02T03:04:05Z","description":"x","data":"\u0000y"}}"""u8],
        [.. """{"error":"It has no text."}"""u8],
    ];

    /// <summary>Messages of a queue.</summary>
    public static readonly byte[][] QueuedMessages =
    [
        [.. """{"robot_id":"3a533776-c9ad-4aac-a089-d654d509490c","id":"0198c1a2-7b3c-7def-8123-456789abcdef","\ud800":1}"""u8],
        [.. """{"id":"\ud800","robot_id":[[[]]]}"""u8],
    ];

    /// <summary>What the repository asks, and how a request stands.</summary>
    public static readonly byte[][] Bodies =
    [
        [.. """{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","reference_storage_url":"https://a.blob.core.windows.net/c/r.jsonl?sig=s","result_storage_url":"https://a.blob.core.windows.net/c/w.jsonl?sig=t","extra_fields":{"a":[1,2]}}"""u8],
        [.. """{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","request_status":"importing","reference_data_url":null,"result_storage_url":null,"error":null}"""u8],
        Encoding.UTF8.GetBytes($$"""{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","reference":{{Encoding.UTF8.GetString(Lines[0])}},"extra_fields":null}"""),
    ];

    /// <summary>Other answers of the repository.</summary>
    public static readonly byte[][] Answers =
    [
        [.. """{"detail":"Cannot process results: Cannot transition from status 'importing' to 'importing'"}"""u8],
        [.. """{"detail":[{"type":"missing","loc":["body","id"],"msg":"Field required","input":{}}]}"""u8],
        [.. """{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","reference_ids":["3a533776-c9ad-4aac-a089-d654d509490c"],"request_status":"completed"}"""u8],
        [.. "Internal Server Error"u8],
        [.. "<html><body>502 Bad Gateway</body></html>"u8],
    ];

    /// <summary>Titles and abstracts with markup, and with characters that fold to others.</summary>
    public static readonly byte[][] MarkedUpTexts =
    [
        [.. "&lt;p&gt;Gr&ouml;&szlig;e &#x1F321; ｶﾞ ก\u0E48\u0E38 \u0B9A\u0BCA \u1112\u1161\u11AB O\u02BCBrien&lt;/p&gt;"u8],
        [.. "<jats:title>Abstract</jats:title><jats:p>CO<jats:sub>2</jats:sub> (n < 5, p&lt;0.05) &amp;amp; <jats:ext-link href='https://example.org/?a=1'>more</jats:ext-link></jats:p>"u8],
        [.. "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><style type=\"text/css\">p { margin: 0 }</style><p>&nbsp;</p><![CDATA[a < b]]>"u8],
    ];

    /// <summary>Taxonomies.</summary>
    public static readonly byte[][] Taxonomies =
    [
        File.ReadAllBytes(Checkout.SampleTaxonomy)[..2000],
        [.. "%YAML 1.2\n---\nscheme: a\nreport_absent: true\nlabels: [{label: x, terms: [heat\n  wave, !!str null, 'anti-*']}]\n...\n"u8],
    ];
}
