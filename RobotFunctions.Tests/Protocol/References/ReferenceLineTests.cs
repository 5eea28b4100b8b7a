using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Tests.Protocol.References;

public sealed class ReferenceLineTests
{
    private const string Id = "3a533776-c9ad-4aac-a089-d654d509490c";

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r")]
    [InlineData("\r")]
    public void A_line_of_white_space_is_blank(string line)
    {
        Assert.Equal(ReferenceLineVerdict.Blank, Read(line).Verdict);
        Assert.False(ReferenceLine.TryPeekId(Encoding.UTF8.GetBytes(line), out _));
    }

    [Theory]
    [InlineData("""{"id":"3a533776-c9ad-4aac-a089-d654d509490c"}""")]
    [InlineData("""  { "id" : "3A533776-C9AD-4AAC-A089-D654D509490C" }  """ + "\r")]
    [InlineData("""{"\u0069d":"\u0033a533776-c9ad-4aac-a089-d654d509490c"}""")]
    [InlineData("""{"visibility":null,"identifiers":null,"enhancements":null,"id":"3a533776-c9ad-4aac-a089-d654d509490c"}""")]
    [InlineData("""{"nested":{"id":"0198c1a2-7b3c-7def-8123-456789abcdef"},"list":[{"id":1}],"id":"3a533776-c9ad-4aac-a089-d654d509490c"}""")]
    [InlineData("""{"id":"3a533776-c9ad-4aac-a089-d654d509490c","visibility":"secret","identifiers":[{}],"new":1e999,"\ud800":"\ud800"}""")]
    [InlineData("""{"id":"3a533776-c9ad-4aac-a089-d654d509490c","enhancements":[{"content":{"a":{"enhancement_type":1},"enhancement_type":"new"},"z":[]}]}""")]
    [InlineData("""{"id":"3a533776-c9ad-4aac-a089-d654d509490c","id":"3a533776-c9ad-4aac-a089-d654d509490c","enhancements":[],"identifiers":[]}""")]
    public void A_reference_is_well_formed_whatever_it_has_that_is_unknown(string line)
    {
        var read = Read(line);

        Assert.Equal(ReferenceLineVerdict.WellFormed, read.Verdict);
        Assert.Equal(Id, read.Id.ToString());
        Assert.Null(read.Reason);
        Assert.True(ReferenceLine.TryPeekId(Encoding.UTF8.GetBytes(line), out var peeked));
        Assert.Equal(read.Id, peeked);
    }

    [Theory]
    [InlineData("""{"id":"ID","identifiers":[{"a":""", "The line is not JSON, or nests deeper than 200 levels (byte 65).")]
    [InlineData("""{"id":"ID"} {}""", "The line is not JSON, or nests deeper than 200 levels (byte 46).")]
    [InlineData("""{"id":"ID","a":NaN}""", "The line is not JSON, or nests deeper than 200 levels (byte 49).")]
    [InlineData("""{"id":"ID","a":[1,]}""", "The line is not JSON, or nests deeper than 200 levels (byte 52).")]
    [InlineData("""{"id":"ID","visibility":1}""", "The reference's visibility is not a string.")]
    [InlineData("""{"id":"ID","identifiers":{}}""", "The reference's identifiers are not a list.")]
    [InlineData("""{"id":"ID","identifiers":[{},"x",{"id":1}]}""", "identifiers[1] is not an object.")]
    [InlineData("""{"id":"ID","enhancements":"x"}""", "The reference's enhancements are not a list.")]
    [InlineData("""{"id":"ID","enhancements":[null]}""", "enhancements[0] is not an object.")]
    [InlineData("""{"id":"ID","enhancements":[{"content":{"enhancement_type":"x"}},{}]}""", "enhancements[1] has no content object with an enhancement_type.")]
    [InlineData("""{"id":"ID","enhancements":[{"content":[]}]}""", "enhancements[0] has no content object with an enhancement_type.")]
    [InlineData("""{"id":"ID","enhancements":[{"content":{"enhancement_type":null}}]}""", "enhancements[0] has no content object with an enhancement_type.")]
    [InlineData("""{"id":"ID","id":"0198c1a2-7b3c-7def-8123-456789abcdef"}""", "The reference has two different ids.")]
    public void A_malformed_line_says_why_and_keeps_the_id_that_could_be_read(string line, string reason)
    {
        var read = Read(line.Replace("ID", Id, StringComparison.Ordinal));

        Assert.Equal(ReferenceLineVerdict.Malformed, read.Verdict);
        Assert.Equal(reason, read.Reason);
        Assert.Equal(Id, read.Id.ToString());
    }

    [Theory]
    [InlineData("nonsense", "The line is not JSON, or nests deeper than 200 levels (byte 1).")]
    [InlineData("\uFEFF{}", "The line is not JSON, or nests deeper than 200 levels (byte 0).")]
    [InlineData("[]", "The line is not a JSON object.")]
    [InlineData("\"3a533776-c9ad-4aac-a089-d654d509490c\"", "The line is not a JSON object.")]
    [InlineData("{}", "The reference has no id.")]
    [InlineData("""{"id":null}""", "The reference's id is not a UUID of version 4 or 7.")]
    [InlineData("""{"id":"3a533776-c9ad-1aac-a089-d654d509490c"}""", "The reference's id is not a UUID of version 4 or 7.")]
    [InlineData("""{"id":"\ud800"}""", "The reference's id is not a UUID of version 4 or 7.")]
    [InlineData("""{"a":[}""", "The line is not JSON, or nests deeper than 200 levels (byte 6).")]
    public void A_malformed_line_without_a_readable_id_has_none(string line, string reason)
    {
        var read = Read(line);

        Assert.Equal(ReferenceLineVerdict.Malformed, read.Verdict);
        Assert.Equal(reason, read.Reason);
        Assert.Null(read.Id);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_make_a_line_malformed()
    {
        byte[] line = [.. Encoding.UTF8.GetBytes($"{{\"id\":\"{Id}\",\"title\":\""), 0xC3, 0x28, .. "\"}"u8];

        var read = ReferenceLine.Read(line);

        Assert.Equal("The line is not valid UTF-8.", read.Reason);
        Assert.Equal(Id, read.Id.ToString());
    }

    [Theory]
    [InlineData(199, ReferenceLineVerdict.WellFormed)]
    [InlineData(200, ReferenceLineVerdict.Malformed)]
    [InlineData(100_000, ReferenceLineVerdict.Malformed)]
    public void A_line_may_nest_as_deep_as_the_repository_reads_and_no_deeper(int lists, ReferenceLineVerdict verdict)
    {
        var read = Read($$"""{"id":"{{Id}}","x":{{new string('[', lists)}}{{new string(']', lists)}}}""");

        Assert.Equal(verdict, read.Verdict);
        Assert.Equal(Id, read.Id.ToString());
    }

    [Fact]
    public void A_damaged_line_never_throws_and_what_is_well_formed_is_JSON_with_that_id()
    {
        var lines = Checkout.ReadLines(Checkout.SampleReferences).ToArray();
        var damage = from line in Gen.Elements(lines)
                     from edits in Gen.ListOf(from at in Gen.Choose(0, line.Length - 1) from value in Gen.Choose(0, 255) select (at, (byte)value), 3)
                     from length in Gen.Frequency((4, Gen.Constant(line.Length)), (1, Gen.Choose(0, line.Length)))
                     select Damage(line, edits, length);

        Prop.ForAll(damage.ToArbitrary(), line =>
        {
            var read = ReferenceLine.Read(line);
            var peeks = ReferenceLine.TryPeekId(line, out var peeked);
            if (read.Verdict == ReferenceLineVerdict.WellFormed)
            {
                using var json = JsonDocument.Parse(line);
                return peeks && peeked == read.Id && json.RootElement.GetProperty("id").GetGuid() == peeked.Value;
            }

            return read.Verdict == ReferenceLineVerdict.Blank || (read.Reason is not null && read.Id == (peeks ? peeked : null));
        }).QuickCheckThrowOnFailure();
    }

    private static byte[] Damage(byte[] line, IEnumerable<(int At, byte Value)> edits, int length)
    {
        var damaged = line.ToArray();
        foreach (var (at, value) in edits)
        {
            damaged[at] = value;
        }

        return damaged[..length];
    }

    private static ReferenceLine Read(string line) => ReferenceLine.Read(Encoding.UTF8.GetBytes(line));
}
