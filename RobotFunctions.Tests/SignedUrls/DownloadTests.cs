using System.Text;
using RobotFunctions.Core.Failures;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>What comes of a download, and in which encodings.</summary>
public sealed class DownloadTests : BoundedDownloads
{
    [Fact]
    public async Task A_download_gives_what_its_reader_makes_of_the_content_and_tells_nothing_of_the_robot()
    {
        await using var server = LoopbackServer.Answering(200, Text);

        var outcome = await Storage.DownloadTextAsync(Url(server.Url + Path));

        Assert.Equal(Text, outcome.Value);
        var sent = Assert.Single(server.Exchanges);
        Assert.Equal("GET", sent.Method);
        Assert.Equal(Path, sent.Target);
        Assert.Equal(["Host"], sent.Headers.Keys);
    }

    [Fact]
    public async Task Chunked_content_is_read_whole()
    {
        await using var server = Sending("Transfer-Encoding: chunked", "9\r\n{\"id\":1}\n\r\n9\r\n{\"id\":2}\n\r\n0\r\n\r\n"u8.ToArray());

        Assert.Equal(Text, (await Storage.DownloadTextAsync(Url(server.Url + Path))).Value);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZip")]
    [InlineData("x-gzip")]
    [InlineData("identity, GZIP")]
    public async Task Gzip_content_is_decoded(string coding)
    {
        var gzip = Gzip(Text);
        await using var server = Sending($"Content-Encoding: {coding}\r\nContent-Length: {gzip.Length}", gzip);

        Assert.Equal(Text, (await Storage.DownloadTextAsync(Url(server.Url + Path))).Value);
    }

    [Fact]
    public async Task Content_that_only_says_it_is_gzip_is_a_permanent_failure()
    {
        await using var server = Sending("Content-Encoding: gzip\r\nContent-Length: 18", Encoding.UTF8.GetBytes(Text));

        var failure = AssertFailed(FailureKind.Permanent, await Storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.Contains("gzip", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("Identity")]
    public async Task Content_that_is_called_not_encoded_is_taken_as_it_is(string coding)
    {
        await using var server = LoopbackServer.Answering(200, Text, ("Content-Encoding", coding));

        Assert.Equal(Text, (await Storage.DownloadTextAsync(Url(server.Url + Path))).Value);
    }

    [Fact]
    public async Task Damaged_gzip_content_is_a_permanent_failure_that_says_what_is_wrong()
    {
        var gzip = Gzip(Text);
        gzip[^8] ^= 1;
        await using var server = Sending($"Content-Encoding: gzip\r\nContent-Length: {gzip.Length}", gzip);

        var failure = AssertFailed(FailureKind.Permanent, await Storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.EndsWith("is declared as gzip, but its data does not match its checksum.", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_other_encoding_is_a_permanent_failure()
    {
        await using var server = LoopbackServer.Answering(200, Text, ("Content-Encoding", "br"));

        var failure = AssertFailed(FailureKind.Permanent, await Storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.Contains("encoded as br", failure.Reason, StringComparison.Ordinal);
    }
}
