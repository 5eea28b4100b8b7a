using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Tests.Protocol.References;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("CO<sub>2</sub>", "CO2")]
    [InlineData("CO<SUB>2</SUB >, H<jats:sub>2</jats:sub>O", "CO2, H2O")]
    [InlineData("<scp>COVID</scp>-19 <span class=\"x\" lang='en' id=y>in</span> <jats:sc>u</jats:sc>rban", "COVID-19 in urban")]
    [InlineData("<mml:math xmlns:mml=\"http://www.w3.org/1998/Math/MathML\"><mml:msub><mml:mi>PM</mml:mi><mml:mn>10</mml:mn></mml:msub></mml:math>", "PM10")]
    [InlineData("wo<wbr/>rd, <a href=x/>link</a>", "word, link")]
    public void Inline_tags_join_what_is_around_them(string markup, string text) => Assert.Equal(text, Markup.ToText(markup));

    [Theory]
    [InlineData("<p>Heat</p><p>Health</p>", "Heat Health")]
    [InlineData("<jats:title>Aim</jats:title><jats:p>To see", "Aim To see")]
    [InlineData("one<br>two<br/>three<BR />four", "one two three four")]
    [InlineData("<ul>\n<li>a</li><li>b</li></ul>", "a b")]
    [InlineData("<madeup>a</madeup>b", "a b")]
    [InlineData("a<?xml version=\"1.0\"?>b<!DOCTYPE html>c<![CDATA[d < e]]>", "a b c d < e]]>")]
    public void Other_tags_and_declarations_separate(string markup, string text) =>
        Assert.Equal(text, string.Join(' ', Markup.ToText(markup).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("n < 5")]
    [InlineData("n <5 and m> 3")]
    [InlineData("p<0.05, x>y")]
    [InlineData("a<b and c>d")]
    [InlineData("a < b > c <")]
    [InlineData("<-> <> </> <= >= << >>")]
    [InlineData("me <me@example.org>, <https://example.org/a>")]
    [InlineData("AT&T, R&D; &nosuchname; &; &#; &#x;")]
    [InlineData("<!-- for ever")]
    [InlineData("\ud83e<")]
    public void What_has_not_the_shape_of_markup_stays(string text) => Assert.Equal(text, Markup.ToText(text));

    [Theory]
    [InlineData("Gr&ouml;&szlig;e &amp; &#945;&#x3B2; &lt;5 &#x1F321;", "Größe & αβ <5 🌡")]
    [InlineData("climate&nbsp;change", "climate\u00A0change")]
    [InlineData("climate&amp;nbsp;change &amp;amp; health", "climate\u00A0change & health")]
    public void Character_references_are_decoded_however_often_they_were_escaped(string markup, string text) => Assert.Equal(text, Markup.ToText(markup));

    [Theory]
    [InlineData("CO&lt;sub&gt;2&lt;/sub&gt;", "CO2")]
    [InlineData("CO&amp;lt;jats:sub&amp;gt;2&amp;lt;/jats:sub&amp;gt;", "CO2")]
    [InlineData("the &lt;gene&gt; of p&lt;q", "the <gene> of p<q")]
    public void Escaped_tags_are_tags_when_they_are_known(string markup, string text) => Assert.Equal(text, Markup.ToText(markup));

    [Theory]
    [InlineData("a<!-- <b>not</b> seen -->b", "a b")]
    [InlineData("a<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->b", "a b")]
    [InlineData("a<style type=\"text/css\"> p > b { margin: 0 } </STYLE>b", "a b")]
    [InlineData("a<style>b", "a b")]
    public void Comments_and_style_sheets_are_not_read(string markup, string text) => Assert.Equal(text, Markup.ToText(markup));

    [Fact]
    public void A_text_without_markup_is_not_copied()
    {
        const string Text = "Heat and health > everything";

        Assert.Same(Text, Markup.ToText(Text));
    }

    [Theory]
    [InlineData("<!--")]
    [InlineData("<style>")]
    [InlineData("<a b=\"")]
    [InlineData("<a b='c' ")]
    [InlineData("<a                ")]
    [InlineData("<!a[")]
    [InlineData("&amp;")]
    [InlineData("&lt;!--")]
    public void A_long_text_of_near_misses_takes_time_linear_to_its_length(string nearMiss) =>
        Assert.NotEmpty(Markup.ToText(string.Concat(Enumerable.Repeat(nearMiss, 400_000))));

    [Fact]
    public void No_text_grows() =>
        Prop.ForAll(Gen.ListOf(Gen.Elements("<", ">", "/", "b", "p", " ", "x=", "\"", "'", "&", ";", "amp", "lt", "#", "65", "!--", "-->", "[CDATA[", "]]>", "é", "\ud83e")).Select(string.Concat).ToArbitrary(), text =>
            Markup.ToText(text).Length <= text.Length).QuickCheckThrowOnFailure();
}
