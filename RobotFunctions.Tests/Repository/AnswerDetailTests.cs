using System.Text;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Tests.Repository;

public sealed class AnswerDetailTests
{
    [Theory]
    [InlineData("""{"detail":"Request ID mismatch"}""", "Request ID mismatch")]
    [InlineData("""  {"detail":"Two\nlines   and\tgaps"}""", "Two lines and gaps")]
    [InlineData(
        """{"detail":[{"type":"missing","loc":["body","request_id"],"msg":"Field required","input":{"secret":1}},{"type":"int","loc":["query",0,"limit"],"msg":"Not a number"}]}""",
        "body.request_id: Field required; query.0.limit: Not a number")]
    [InlineData("""{"detail":["plain",{"msg":"without a place"},7,{}]}""", "plain; without a place")]
    [InlineData("""{"detail":null}""", "")]
    [InlineData("""{"detail":{"any":"object"}}""", "")]
    [InlineData("""{"message":"something else"}""", "")]
    [InlineData("""{"detail":"cut""", "")]
    [InlineData("{", "")]
    [InlineData("", "")]
    [InlineData("Internal Server Error", "Internal Server Error")]
    [InlineData("<html><body>Bad Gateway</body></html>", "")]
    [InlineData("[1,2]", "[1,2]")]
    public void The_detail_is_read_in_each_of_its_forms(string body, string detail) =>
        Assert.Equal(detail, AnswerDetail.Read(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_long_detail_is_cut()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"detail":"{{new string('x', 10_000)}}"}""");

        Assert.Equal(new string('x', 500) + "...", AnswerDetail.Read(body));
    }

    [Fact]
    public void Bytes_that_are_no_text_do_no_harm()
    {
        Assert.NotNull(AnswerDetail.Read([0xff, 0xfe, 0x00, 0x80]));
        Assert.Equal("", AnswerDetail.Read([.. "{\"detail\":\"cut "u8, 0xed, 0xa0, 0x80, .. "\"}"u8]));
        Assert.Equal("", AnswerDetail.Read("""{"detail":"half \ud800 a pair"}"""u8));
        Assert.Equal("", AnswerDetail.Read([(byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)'}']));
    }
}
