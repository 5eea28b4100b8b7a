using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Tests.Protocol.References;

public sealed class ReferenceTextsTests
{
    [Fact]
    public void The_newest_title_and_the_newest_abstract_are_chosen()
    {
        var reference = With(
            Bibliographic("old", "2024-01-01T00:00:00Z"),
            Bibliographic("new", "2025-01-01T00:00:00+01:00"),
            Bibliographic("middle", "2024-12-31T22:59:59Z"),
            Abstract("short", "2024-01-01T00:00:00Z"),
            Abstract("long", "2026-01-01T00:00:00Z"));

        Assert.Equal("new", reference.Title);
        Assert.Equal("long", reference.Abstract);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\\u00a0\\n")]
    [InlineData("\u200B")]
    [InlineData(" \u3164\uFE0F\u00AD\\u0000\U000E0100")]
    [InlineData("&nbsp;&#8203;")]
    [InlineData("\u200B<jats:p> <b></b><br/></jats:p>")]
    public void A_blank_title_does_not_hide_an_older_one(string blank) =>
        Assert.Equal("x", With(Bibliographic(blank, "2026-01-01T00:00:00Z"), Bibliographic("x", "2024-01-01T00:00:00Z")).Title);

    [Theory]
    [InlineData("<")]
    [InlineData("&")]
    [InlineData("<p>y</p>")]
    public void A_title_is_chosen_as_it_came(string title) =>
        Assert.Equal(title, With(Bibliographic(title, "2026-01-01T00:00:00Z"), Bibliographic("x", "2024-01-01T00:00:00Z")).Title);

    [Fact]
    public void Texts_without_a_time_are_the_oldest() =>
        Assert.Equal("x", With("""{"content":{"enhancement_type":"bibliographic","title":"y"}}""", Bibliographic("x", "2024-01-01T00:00:00Z")).Title);

    [Fact]
    public void A_title_is_only_taken_from_bibliographic_content_and_an_abstract_only_from_an_abstract()
    {
        var reference = With(
            """{"content":{"enhancement_type":"raw","title":"x","abstract":"y"}}""",
            """{"content":{"title":"x","enhancement_type":"abstract"}}""",
            """{"content":{"abstract":"y","enhancement_type":"bibliographic","nested":{"title":"z"}}}""");

        Assert.Null(reference.Title);
        Assert.Null(reference.Abstract);
    }

    [Fact]
    public void Escapes_and_half_surrogate_pairs_in_a_title_are_read() =>
        Assert.Equal("Größe 🤖 \uFFFD", With("""{"content":{"title":"Gr\u00f6\u00dfe \ud83e\udd16 \ud83e","enhancement_type":"bibliographic"}}""").Title);

    [Fact]
    public void A_title_that_is_not_text_is_an_error_with_its_place() =>
        Assert.Equal(
            "enhancements[1].content.title",
            Assert.Throws<MalformedReferenceException>(() => With(Bibliographic("x", "2024-01-01T00:00:00Z"), """{"content":{"enhancement_type":"bibliographic","title":["x"]},"created_at":"2026-01-01T00:00:00Z"}""").Title).Path);

    [Fact]
    public void The_order_in_the_file_does_not_matter()
    {
        var enhancements = from times in Gen.NonEmptyListOf(Gen.Choose(0, 3))
                           select times.Select((time, i) => Bibliographic($"title {i}", $"202{time}-01-01T00:00:00Z", $"0198c1a2-7b3c-7def-8123-{i:D12}")).ToArray();
        var shuffled = from list in enhancements from other in Gen.Shuffle(list) select (list, other);

        Prop.ForAll(shuffled.ToArbitrary(), pair => With(pair.list).Title == With(pair.other).Title).QuickCheckThrowOnFailure();
    }

    private static string Bibliographic(string title, string createdAt, string id = "1749692f-e221-4041-9f4e-661b7ea0cd00") =>
        $$"""{"created_at":"{{createdAt}}","content":{"enhancement_type":"bibliographic","title":"{{title}}"},"id":"{{id}}"}""";

    private static string Abstract(string text, string createdAt) =>
        $$"""{"content":{"process":"other","abstract":"{{text}}","enhancement_type":"abstract"},"created_at":"{{createdAt}}"}""";

    private static Reference With(params string[] enhancements)
    {
        var line = Encoding.UTF8.GetBytes($$"""{"id":"3a533776-c9ad-4aac-a089-d654d509490c","enhancements":[{{string.Join(',', enhancements)}}]}""");
        Assert.Equal(ReferenceLineVerdict.WellFormed, ReferenceLine.Read(line).Verdict);
        return new Reference(line, default);
    }
}
