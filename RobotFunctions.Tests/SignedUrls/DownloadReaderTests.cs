using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>What the reader and the caller of a download may do.</summary>
public sealed class DownloadReaderTests : BoundedDownloads
{
    [Fact]
    public async Task Trouble_of_the_readers_own_passes_through()
    {
        Exception[] troubles =
        [
            new IOException("the batch store is full"),
            new HttpRequestException("the batch store is on the web"),
            new InvalidDataException("a bad line"),
            new OperationCanceledException("its own time-out"),
        ];
        foreach (var trouble in troubles)
        {
            await using var server = LoopbackServer.Answering(200, Text);

            var thrown = await Assert.ThrowsAsync(trouble.GetType(), () => Storage.Client.DownloadAsync<string>(
                Url(server.Url + Path), (_, _) => throw trouble, CancellationToken.None));

            Assert.Same(trouble, thrown);
        }
    }

    [Fact]
    public async Task A_reader_may_bring_a_token_of_its_own_and_stop_early()
    {
        await using var server = new LoopbackServer(static async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            await exchange.StallAsync();
        });

        var outcome = await Storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (stream, _) =>
            {
                using var own = new CancellationTokenSource();
                var reading = stream.ReadAsync(new byte[1], own.Token).AsTask();
                await own.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
                return "stopped early";
            },
            CancellationToken.None);

        Assert.Equal("stopped early", outcome.Value);
    }

    [Fact]
    public async Task A_caller_that_no_longer_needs_the_download_cancels_it()
    {
        await using var server = new LoopbackServer(static exchange => exchange.StallAsync());
        using var caller = new CancellationTokenSource();

        var download = Storage.Client.DownloadAsync(Url(server.Url + Path), ReadTextAsync, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
    }
}
