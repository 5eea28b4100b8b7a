using System.Text;
using RobotFunctions.Core.Failures;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>A download that breaks may go better the next time.</summary>
public sealed class BrokenDownloadTests : BoundedDownloads
{
    [Theory]
    [InlineData("Content-Length: 100", "{\"id\":1}\n")]
    [InlineData("Transfer-Encoding: chunked", "9\r\n{\"id\":1}\n\r\n9\r\n{\"i")]
    [InlineData("Transfer-Encoding: chunked", "9\r\n{\"id\":1}\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "9\r\n{\"id\":1}\n\r\nnot-hex\r\n")]
    public async Task Content_that_is_cut_or_garbled_on_the_way_is_transient(string header, string sent)
    {
        await using var server = Sending(header, Encoding.ASCII.GetBytes(sent));

        var failure = AssertFailed(FailureKind.Transient, await Storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.Contains("broke", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_content_that_is_cut_on_the_way_is_transient()
    {
        var gzip = Gzip(Text);
        await using var server = Sending($"Content-Encoding: gzip\r\nContent-Length: {gzip.Length}", gzip[..(gzip.Length / 2)]);

        AssertFailed(FailureKind.Transient, await Storage.DownloadTextAsync(Url(server.Url + Path)));
    }

    [Fact]
    public async Task Gzip_content_that_was_cut_before_it_was_sent_is_transient()
    {
        foreach (var length in new[] { 0, 5, 20, Gzip(Text).Length - 1 })
        {
            await using var server = Sending($"Content-Encoding: gzip\r\nContent-Length: {length}", Gzip(Text)[..length]);

            var failure = AssertFailed(FailureKind.Transient, await Storage.DownloadTextAsync(Url(server.Url + Path)));
            Assert.Contains("is incomplete", failure.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reset_in_the_middle_is_transient()
    {
        var reading = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":1}\n");
            await reading.Task;
            exchange.Reset();
        });

        var outcome = await Storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (stream, cancellation) =>
            {
                await stream.ReadExactlyAsync(new byte[9], cancellation);
                reading.SetResult();
                return await ReadTextAsync(stream, cancellation);
            },
            CancellationToken.None);

        AssertFailed(FailureKind.Transient, outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    public async Task A_server_that_gives_no_answer_is_transient(string answer)
    {
        await using var server = new LoopbackServer(exchange => exchange.WriteAsync(answer));

        var failure = AssertFailed(FailureKind.Transient, await Storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.Contains("could not be reached", failure.Reason, StringComparison.Ordinal);
    }
}
