using RobotFunctions.Core.Failures;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>How long storage, and the reader of its content, may take.</summary>
public sealed class SlowDownloadTests : BoundedDownloads
{
    [Fact]
    public async Task Storage_that_does_not_begin_to_answer_is_given_up_after_the_idle_limit()
    {
        await using var server = new LoopbackServer(static exchange => exchange.StallAsync());

        var outcome = await Storage.ElapseUntilAsync(Storage.DownloadTextAsync(Url(server.Url + Path)), TimeSpan.FromSeconds(30));

        Assert.Contains("made no progress for 30 seconds", AssertFailed(FailureKind.Transient, outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_stalls_in_the_middle_is_given_up_after_the_idle_limit()
    {
        await using var server = new LoopbackServer(static async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":1}\n");
            await exchange.StallAsync();
        });

        var begun = new TaskCompletionSource();
        var download = Storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (stream, cancellation) =>
            {
                await stream.ReadExactlyAsync(new byte[9], cancellation);
                begun.SetResult();
                return await ReadTextAsync(stream, cancellation);
            },
            CancellationToken.None);
        await begun.Task;
        var outcome = await Storage.ElapseUntilAsync(download, TimeSpan.FromSeconds(30));

        Assert.Contains("made no progress for 30 seconds", AssertFailed(FailureKind.Transient, outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_drips_is_given_up_after_the_limit_of_the_whole_transfer()
    {
        using var next = new SemaphoreSlim(0);
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true)
            {
                await next.WaitAsync(exchange.Stopping);
                await exchange.WriteAsync("x");
            }
        });

        var drips = 0;
        var outcome = await Storage.Client.DownloadAsync<int>(
            Url(server.Url + Path),
            async (stream, cancellation) =>
            {
                while (true)
                {
                    var reading = stream.ReadAsync(new byte[1], cancellation).AsTask();
                    await Task.WhenAny(reading, Storage.Time.TimersArmedAsync(2));
                    Storage.Time.Advance(TimeSpan.FromSeconds(29));
                    next.Release();
                    await reading;
                    drips++;
                }
            },
            CancellationToken.None);

        Assert.Contains("took longer than 600 seconds", AssertFailed(FailureKind.Transient, outcome).Reason, StringComparison.Ordinal);
        Assert.Equal(20, drips);
    }

    [Fact]
    public async Task A_slow_reader_is_not_storages_fault()
    {
        var reading = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Text.Length}\r\n\r\n");
            await reading.Task;
            await exchange.WriteAsync(Text);
        });

        var outcome = await Storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (stream, cancellation) =>
            {
                var first = stream.ReadExactlyAsync(new byte[1], cancellation).AsTask();
                await Storage.Time.TimersArmedAsync(2);
                reading.SetResult();
                await first;
                Storage.Time.Advance(TimeSpan.FromMinutes(9));
                return await ReadTextAsync(stream, cancellation);
            },
            CancellationToken.None);

        Assert.Equal(Text[1..], outcome.Value);
    }

    [Fact]
    public async Task A_reader_that_takes_longer_than_the_whole_transfer_may_is_stopped()
    {
        await using var server = LoopbackServer.Answering(200, Text);
        var reading = new TaskCompletionSource();

        var download = Storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (_, cancellation) =>
            {
                reading.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return "";
            },
            CancellationToken.None);
        await reading.Task;
        Storage.Time.Advance(TimeSpan.FromMinutes(10));

        AssertFailed(FailureKind.Transient, await download);
    }
}
