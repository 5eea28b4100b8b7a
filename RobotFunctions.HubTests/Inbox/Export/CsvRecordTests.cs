using System.Text.Json;
using RobotFunctions.Hub.Inbox.Export;

namespace RobotFunctions.HubTests.Inbox.Export;

public sealed class CsvRecordTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData(" spaces ", " spaces ")]
    [InlineData("", "")]
    public void Cells_are_quoted_as_RFC_4180_says(string text, string cell) => Assert.Equal(cell + "\r\n", CsvRecord.Of([text]));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("\t=1", "\t'=1")]
    [InlineData("x;=1;y", "x;'=1;y")]
    [InlineData("\r=1", "\"\r'=1\"")]
    [InlineData("x\n=1", "\"x\n'=1\"")]
    [InlineData("=\"a\",1", "\"'=\"\"a\"\",1\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("a-b@c.org", "a-b@c.org")]
    public void No_text_is_a_formula_to_a_spreadsheet_whatever_it_takes_for_separators(string text, string cell) => Assert.Equal(cell + "\r\n", CsvRecord.Of([text]));

    [Fact]
    public void Values_are_texts_numbers_nothing_and_JSON() =>
        Assert.Equal("text,5,true,,\"{\"\"a\"\":[1,\"\"x\"\"]}\"\r\n", CsvRecord.Of(JsonElement.Parse("""{"a":"text","b":5,"c":true,"d":null,"e":{"a":[1,"x"]}}""")));

    [Fact]
    public void JSON_in_a_cell_has_no_semicolon_and_means_the_same()
    {
        var cell = CsvRecord.Of(JsonElement.Parse("""{"meta":{"a":"x;=1;\\;"}}""")).TrimEnd();

        Assert.DoesNotContain(";", cell, StringComparison.Ordinal);
        Assert.Equal(@"x;=1;\;", JsonElement.Parse(cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)).GetProperty("a").GetString());
    }
}
