using RobotFunctions.Hub.Inbox.Pages;

namespace RobotFunctions.HubTests.Inbox.Pages;

public sealed class MetaItemTests
{
    private static readonly string[] Origins = ["https://pictures.example"];

    [Theory]
    [InlineData("""{"a__preview": "https://example.org/x"}""", "https://example.org/x", false)]
    [InlineData("""{"a__preview": "https://pictures.example/x.png"}""", "https://pictures.example/x.png", true)]
    [InlineData("""{"a__preview": "https://pictures.example:444/x.png"}""", "https://pictures.example:444/x.png", false)]
    [InlineData("""{"a__preview": "https://pictures.example.evil/x.png"}""", "https://pictures.example.evil/x.png", false)]
    [InlineData("""{"a__preview": "data:image/png;base64,AAAA"}""", "data:image/png;base64,AAAA", true)]
    [InlineData("""{"a__preview": "data:image/svg+xml;base64,AAAA"}""", null, false)]
    [InlineData("""{"a__preview": "data:text/html;base64,AAAA"}""", null, false)]
    [InlineData("""{"a__preview": "javascript:alert(1)"}""", null, false)]
    [InlineData("""{"a__preview": "https://user:secret@example.org/"}""", null, false)]
    [InlineData("""{"a__preview": "/w/default/keys"}""", null, false)]
    [InlineData("""{"a__preview": 12}""", null, false)]
    [InlineData("""{"a": "https://example.org/x"}""", null, false)]
    public void Only_a_web_address_that_asks_for_a_preview_is_a_link_and_a_picture_only_where_it_may_be(string json, string? link, bool isPicture)
    {
        var item = Assert.Single(MetaItem.Of(json, Origins));

        Assert.Equal((link, isPicture, "a"), (item.Link, item.IsPicture, item.Label));
    }

    [Fact]
    public void The_summary_is_one_line_of_simple_values_that_never_splits_a_character()
    {
        Assert.Equal("order: 12 · text: Blue", MetaItem.Summary("""{"order": 12, "list": [1], "text": "Blue", "empty": ""}"""));
        Assert.Equal("", MetaItem.Summary(null));
        var summary = MetaItem.Summary($$"""{"a": "{{string.Concat(Enumerable.Repeat("x😀", 100))}}"}""");
        Assert.EndsWith("…", summary, StringComparison.Ordinal);
        Assert.DoesNotContain(summary.EnumerateRunes(), static rune => rune == System.Text.Rune.ReplacementChar);
    }
}
