using System.Text;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Tests.Repository;

public sealed class AnswerBodyTests
{
    [Theory]
    [InlineData("""{"id":"1","reference_ids":["a","b"],"error":null}""", """{"id":"1","reference_ids":[],"error":null}""")]
    [InlineData("""{ "reference_ids" : [ "a" , [ "]" ] , { "x" : "\"]" } ] }""", """{ "reference_ids" : [] }""")]
    [InlineData("""{"reference_ids":[]}""", """{"reference_ids":[]}""")]
    [InlineData("""{"reference_ids":["a"],"more":{"reference_ids":["kept"]},"reference_ids":["b"]}""", """{"reference_ids":[],"more":{"reference_ids":["kept"]},"reference_ids":[]}""")]
    [InlineData("""{"reference_ids":["half""", """{"reference_ids":[""")]
    public void What_stands_in_the_list_of_references_is_left_out(string answer, string kept) => AssertKept(answer, kept);

    [Theory]
    [InlineData("")]
    [InlineData("2026-08-20T05:12:49.123456+00:00")]
    [InlineData("<html>[reference_ids]</html>")]
    [InlineData("]]}{[[")]
    [InlineData("""{"reference_ids":null,"detail":[{"loc":["a"],"msg":"\\"}]}""")]
    [InlineData("""{"reference_ids_too":["a"],"reference_id":["b"],"\"reference_ids":["c"]}""")]
    [InlineData("""{"a":"reference_ids","b":["c"]}""")]
    public void Everything_else_stays_as_it_came(string answer) => AssertKept(answer, answer);

    [Fact]
    public void The_limit_counts_what_is_kept()
    {
        var body = new AnswerBody(limit: 20);

        Assert.True(body.TryAdd("""{"reference_ids":["""u8));
        for (var reference = 0; reference < 1000; reference++)
        {
            Assert.True(body.TryAdd("\"3a533776-c9ad-4aac-a089-d654d509490c\","u8));
        }

        Assert.True(body.TryAdd("]"u8));
        Assert.False(body.TryAdd("}}"u8));
    }

    /// <summary>However it is cut on its way.</summary>
    private static void AssertKept(string answer, string kept)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var body = new AnswerBody(limit: 1000);
            Assert.True(body.TryAdd(bytes.AsSpan(0, cut)));
            Assert.True(body.TryAdd(bytes.AsSpan(cut)));
            Assert.Equal(kept, Encoding.UTF8.GetString(body.Bytes.Span));
        }
    }
}
