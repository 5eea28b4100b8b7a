using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Keywords;

namespace RobotFunctions.Tests.Enhancers.Keywords;

public sealed class KeywordEnhancerTests
{
    [Fact]
    public async Task A_label_that_matches_is_true_and_tells_what_was_found_where_and_how_often()
    {
        var content = await EnhanceAsync("scheme: a:b\nlabels: [{label: Climate, terms: [climate change, warm*, frost]}]", "CLIMATE-CHANGE now", "Warming, warmer: climate  change. Climate\nchange!");

        var annotation = Assert.IsType<BooleanAnnotation>(Assert.Single(content.Annotations));
        Assert.Equal(("a:b", "Climate", true, null), (annotation.Scheme, annotation.Label, annotation.Value, annotation.Score));
        Assert.Equal(
            """{"evidence":[{"term":"climate change","field":"title","count":1},{"term":"climate change","field":"abstract","count":2},{"term":"warm*","field":"abstract","count":2}]}""",
            annotation.Data.GetRawText());
        Assert.Null(EnhancementRules.Check(content, []));
    }

    [Theory]
    [InlineData("man", "A man.", true)]
    [InlineData("man", "A woman, a manor.", false)]
    [InlineData("man*", "A manor.", true)]
    [InlineData("man*", "A woman.", false)]
    [InlineData("heat wave*", "Heat waves", true)]
    [InlineData("heat wave*", "wave of heat", false)]
    [InlineData("übersterblichkeit", "UBERSTERBLICHKEIT", true)]
    [InlineData("изменение климата", "«Изменение  климата»", true)]
    [InlineData("κλιματική αλλαγή", "ΚΛΙΜΑΤΙΚΗ ΑΛΛΑΓΗ", true)]
    [InlineData("تغير المناخ", "أثر تَغَيُّر المناخ على", true)]
    [InlineData("שינויי אקלים", "שינויי אקלים ותחלואה", true)]
    [InlineData("气候变化", "全球气候变化与健康", true)]
    [InlineData("气候变化", "气候的变化", false)]
    [InlineData("熱中症", "猛暑日における熱中症搬送", true)]
    [InlineData("기후변화*", "기후변화에 따른", true)]
    [InlineData("기후변화", "기후변화에 따른", false)]
    [InlineData("जलवायु परिवर्तन", "जलवायु परिवर्तन और", true)]
    [InlineData("anti-*", "Antique antibodies", false)]
    [InlineData("anti-*", "Anti-inflammatory", true)]
    [InlineData("CO2", "CO<sub>2</sub> emissions", true)]
    [InlineData("climate change", "Climate&nbsp;change", true)]
    [InlineData("climate change", "<jats:p>Climate <jats:italic>ch</jats:italic>ange</jats:p>", true)]
    [InlineData("amp*", "Heat &amp; health", false)]
    [InlineData("italic", "<jats:italic>E. coli</jats:italic>", false)]
    [InlineData("heat health", "<p>Heat</p><p>Health</p>", true)]
    [InlineData("n 5", "in all (n < 5)", true)]
    [InlineData("O’Brien", "O\u02BCBrien", true)]
    [InlineData("ก\u0E38\u0E48", "ก\u0E48\u0E38", true)]
    [InlineData("\u0B9A\u0BC6\u0BBE", "\u0B9A\u0BCA", true)]
    [InlineData("ภูมิอากาศ", "การเปลี่ยนแปลงสภาพภูมิอากาศต่อสุขภาพ", true)]
    public async Task Terms_are_whole_words_phrases_or_beginnings_in_any_script(string term, string text, bool isFound)
    {
        var content = await EnhanceAsync($"scheme: a\nlabels: [{{label: x, terms: ['{term}']}}]", text, null);

        Assert.Equal(isFound, Assert.IsType<BooleanAnnotation>(Assert.Single(content.Annotations)).Value);
    }

    [Theory]
    [InlineData("false", "y2 words", "y=True")]
    [InlineData("true", "y2 words", "x=False y=True z=False")]
    [InlineData("false", "nothing", "x=False y=False z=False")]
    [InlineData("true", "nothing", "x=False y=False z=False")]
    [InlineData("false", "z1 before y1", "y=True z=True")]
    public async Task Absent_labels_are_reported_when_asked_for_and_when_nothing_matches_at_all(string reportAbsent, string title, string annotations)
    {
        var content = await EnhanceAsync($"scheme: a\nreport_absent: {reportAbsent}\nlabels: [{{label: x, terms: [x1]}}, {{label: y, terms: [y1, y2]}}, {{label: z, terms: [z1]}}]", title, null);

        Assert.Equal(annotations, string.Join(' ', content.Annotations.Cast<BooleanAnnotation>().Select(annotation => $"{annotation.Label}={annotation.Value}")));
        Assert.Null(EnhancementRules.Check(content, []));
    }

    [Fact]
    public async Task A_term_may_speak_for_several_labels()
    {
        var content = await EnhanceAsync("scheme: a\nlabels: [{label: x, terms: [flood]}, {label: y, terms: [Flood, drought]}]", null, "Floods? A flood.");

        Assert.Equal(["""{"evidence":[{"term":"flood","field":"abstract","count":1}]}""", """{"evidence":[{"term":"Flood","field":"abstract","count":1}]}"""], content.Annotations.Select(annotation => annotation.Data.GetRawText()));
    }

    [Fact]
    public async Task A_reference_without_title_and_abstract_fails()
    {
        var outcome = await Enhancer("scheme: a\nlabels: [{label: x, terms: [y]}]").EnhanceAsync(References.Of(), References.Context(), CancellationToken.None);

        Assert.Equal("The reference has neither a title nor an abstract to look for keywords in.", outcome.Reason);
    }

    [Fact]
    public async Task The_sample_taxonomy_labels_the_sample_references()
    {
        var enhancer = new KeywordEnhancer(TaxonomyFile.Read(Protocol.Checkout.SampleTaxonomy));
        var labelled = 0;
        foreach (var line in Protocol.Checkout.ReadLines(Protocol.Checkout.SampleReferences))
        {
            var reference = new Core.Protocol.References.Reference(line, default);
            var outcome = await enhancer.EnhanceAsync(reference, References.Context(), CancellationToken.None);
            Assert.Equal(reference.Title is not null || reference.Abstract is not null, outcome.IsEnhanced);
            labelled += outcome.Content is AnnotationContent content && content.Annotations.OfType<BooleanAnnotation>().Any(annotation => annotation.Value) ? 1 : 0;
        }

        Assert.True(labelled >= 25, $"Only {labelled} references were labelled.");
    }

    private static KeywordEnhancer Enhancer(string taxonomy) => new(new TaxonomyReader("test", new StringReader(taxonomy)).Read());

    private static async Task<AnnotationContent> EnhanceAsync(string taxonomy, string? title, string? summary)
    {
        var outcome = await Enhancer(taxonomy).EnhanceAsync(References.Of(title, summary), References.Context(), CancellationToken.None);
        return Assert.IsType<AnnotationContent>(outcome.Content);
    }
}
