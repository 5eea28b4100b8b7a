using System.Text;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Steps.Download;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.SignedUrls;

namespace RobotFunctions.Tests.Steps.Download;

/// <summary>A file of which nothing can be a reference is told from one with some bad lines, and by what it looks like.</summary>
public sealed class FileFormatsTests
{
    private const string A = """{"id":"3a533776-c9ad-4aac-a089-d654d509490c","title":"x"}""";
    private const string B = """{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","title":"y"}""";

    public static TheoryData<string, byte[]> Unreadable => new()
    {
        { "gzip", GzipContentTests.Gzip() },
        { "zip archive", [(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0, 8, 0] },
        { "UTF-16", Encoded(Encoding.Unicode, bom: true) },
        { "UTF-16", Encoded(Encoding.BigEndianUnicode, bom: true) },
        { "UTF-16", Encoded(Encoding.Unicode, bom: false) },
        { "UTF-16", Encoded(Encoding.BigEndianUnicode, bom: false) },
        { "UTF-16", Encoded(Encoding.UTF32, bom: true) },
        { "JSON array", Utf8($"[{A},{B}]") },
        { "JSON array", Utf8($"[\n{A},\n{B}\n]\n") },
        { "JSON array", Utf8($"[{A},\r\n{B}]\r\n") },
        { "JSON array", Utf8($"\n  [\n  {{\n    \"id\": \"3a533776-c9ad-4aac-a089-d654d509490c\"\n  }}\n]") },
        { "pretty-printed", Utf8("{\n  \"id\": \"3a533776-c9ad-4aac-a089-d654d509490c\",\n  \"title\": null\n}\n") },
        { "CSV", Utf8("id,title\n3a533776-c9ad-4aac-a089-d654d509490c,x\n") },
        { "CSV", Utf8("\uFEFFid;title\r\n3a533776-c9ad-4aac-a089-d654d509490c;x\r\n") },
        { "HTML", Utf8("<!DOCTYPE html>\n<html><body>Not found</body></html>") },
        { "no id that is a UUID of version 4 or 7. For example line 1: The reference has no id.", Utf8("{\"title\":\"x\"}\n{\"id\":7}\n") },
        { "not JSON objects. Write each reference as one line of JSON. For example line 2: The line is not JSON", Utf8("\ngarbage\nmore garbage") },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_has_no_references_is_unreadable_and_is_called_what_it_is(string format, byte[] file)
    {
        var unreadable = await ReadAsync(file);

        Assert.NotNull(unreadable);
        Assert.Contains(format, unreadable, StringComparison.Ordinal);
        Assert.DoesNotContain("3a533776", unreadable, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    [InlineData(A)]
    [InlineData("garbage\n" + A)]
    [InlineData("[]\n" + A + "\n" + B)]
    [InlineData("""{"id":"3a533776-c9ad-4aac-a089-d654d509490c","identifiers":17}""")]
    public async Task A_file_with_a_reference_or_with_nothing_at_all_is_not(string file) => Assert.Null(await ReadAsync(Utf8(file)));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Encoded(Encoding encoding, bool bom) => [.. bom ? encoding.GetPreamble() : [], .. encoding.GetBytes($"{A}\n{B}\n")];

    private static async Task<string?> ReadAsync(byte[] file)
    {
        using var cutter = new ReferenceFileCutter(new MemoryBatchStore(), TestRobots.BatchId, new LimitsOptions());
        await cutter.CutAsync(new MemoryStream(file), CancellationToken.None);
        return cutter.Unreadable;
    }
}
