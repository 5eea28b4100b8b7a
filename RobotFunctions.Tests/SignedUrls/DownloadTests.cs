using System.IO.Compression;
using System.Text;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

public sealed class DownloadTests : IAsyncDisposable
{
    private const string Path = "/references/a%7Eb%2Ec/file.jsonl?sv=2024&sp=r&rscd=attachment&sig=secret%2Bsecret%3D";
    private const string Text = "{\"id\":1}\n{\"id\":2}\n";

    private readonly StorageClientFixture _storage = new(limits: static limits =>
    {
        limits.FileBytes = 100_000;
        limits.StorageIdle = TimeSpan.FromSeconds(30);
        limits.StorageTransfer = TimeSpan.FromMinutes(10);
    });

    [Fact]
    public async Task A_download_gives_what_its_reader_makes_of_the_content_and_tells_nothing_of_the_robot()
    {
        await using var server = LoopbackServer.Answering(200, Text);

        var outcome = await _storage.DownloadTextAsync(Url(server.Url + Path));

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

        Assert.Equal(Text, (await _storage.DownloadTextAsync(Url(server.Url + Path))).Value);
    }

    [Fact]
    public async Task Gzip_content_is_decoded()
    {
        var gzip = Gzip(Text);
        await using var server = Sending($"Content-Encoding: gzip\r\nContent-Length: {gzip.Length}", gzip);

        Assert.Equal(Text, (await _storage.DownloadTextAsync(Url(server.Url + Path))).Value);
    }

    [Fact]
    public async Task Content_that_only_says_it_is_gzip_is_a_permanent_failure()
    {
        await using var server = Sending("Content-Encoding: gzip\r\nContent-Length: 18", Encoding.UTF8.GetBytes(Text));

        var failure = AssertFailed(FailureKind.Permanent, await _storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.Contains("gzip", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_other_encoding_is_a_permanent_failure()
    {
        await using var server = LoopbackServer.Answering(200, Text, ("Content-Encoding", "br"));

        var failure = AssertFailed(FailureKind.Permanent, await _storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.Contains("encoded as br", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_exactly_the_limit_is_read_and_one_byte_more_is_not()
    {
        await using var atLimit = LoopbackServer.Answering(200, new string('x', 100_000));
        await using var beyond = LoopbackServer.Answering(200, new string('x', 100_001));

        Assert.Equal(100_000, (await _storage.DownloadTextAsync(Url(atLimit.Url + Path))).Value!.Length);
        var failure = AssertFailed(FailureKind.Permanent, await _storage.DownloadTextAsync(Url(beyond.Url + Path)));
        Assert.Contains("longer than the 100000 bytes that are taken (Limits:FileBytes)", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_tells_it_is_too_long_is_not_even_begun()
    {
        await using var server = LoopbackServer.Answering(200, new string('x', 100_001));

        var outcome = await _storage.Client.DownloadAsync<string>(
            Url(server.Url + Path), static (_, _) => throw new InvalidOperationException("Nothing should be read."), CancellationToken.None);

        AssertFailed(FailureKind.Permanent, outcome);
    }

    [Fact]
    public async Task A_file_that_does_not_tell_its_length_is_read_up_to_the_limit()
    {
        var chunk = "8000\r\n" + new string('x', 0x8000) + "\r\n";
        await using var server = Sending("Transfer-Encoding: chunked", Encoding.ASCII.GetBytes($"{chunk}{chunk}{chunk}{chunk}0\r\n\r\n"));

        AssertFailed(FailureKind.Permanent, await _storage.DownloadTextAsync(Url(server.Url + Path)));
    }

    [Fact]
    public async Task A_gzip_bomb_is_stopped_at_the_limit()
    {
        var bomb = Gzip(new string('x', 50_000_000));
        Assert.True(bomb.Length < 100_000);
        await using var server = Sending($"Content-Encoding: gzip\r\nContent-Length: {bomb.Length}", bomb);
        long read = 0;

        var outcome = await _storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (stream, cancellation) =>
            {
                var buffer = new byte[16 * 1024];
                for (int count; (count = await stream.ReadAsync(buffer, cancellation)) > 0;)
                {
                    read += count;
                }

                return read;
            },
            CancellationToken.None);

        AssertFailed(FailureKind.Permanent, outcome);
        Assert.InRange(read, 1, 100_000);
    }

    [Theory]
    [InlineData("Content-Length: 100", "{\"id\":1}\n")]
    [InlineData("Transfer-Encoding: chunked", "9\r\n{\"id\":1}\n\r\n9\r\n{\"i")]
    [InlineData("Transfer-Encoding: chunked", "9\r\n{\"id\":1}\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "9\r\n{\"id\":1}\n\r\nnot-hex\r\n")]
    public async Task Content_that_is_cut_or_garbled_on_the_way_is_transient(string header, string sent)
    {
        await using var server = Sending(header, Encoding.ASCII.GetBytes(sent));

        var failure = AssertFailed(FailureKind.Transient, await _storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.Contains("broke", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_content_that_is_cut_on_the_way_is_transient()
    {
        var gzip = Gzip(Text);
        await using var server = Sending($"Content-Encoding: gzip\r\nContent-Length: {gzip.Length}", gzip[..(gzip.Length / 2)]);

        AssertFailed(FailureKind.Transient, await _storage.DownloadTextAsync(Url(server.Url + Path)));
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

        var outcome = await _storage.Client.DownloadAsync(
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

        var failure = AssertFailed(FailureKind.Transient, await _storage.DownloadTextAsync(Url(server.Url + Path)));
        Assert.Contains("could not be reached", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_does_not_begin_to_answer_is_given_up_after_the_idle_limit()
    {
        await using var server = new LoopbackServer(static exchange => exchange.StallAsync());

        var outcome = await _storage.ElapseUntilAsync(_storage.DownloadTextAsync(Url(server.Url + Path)), TimeSpan.FromSeconds(30));

        Assert.Contains("gave no sign for 30 seconds", AssertFailed(FailureKind.Transient, outcome).Reason, StringComparison.Ordinal);
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
        var download = _storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (stream, cancellation) =>
            {
                await stream.ReadExactlyAsync(new byte[9], cancellation);
                begun.SetResult();
                return await ReadTextAsync(stream, cancellation);
            },
            CancellationToken.None);
        await begun.Task;
        var outcome = await _storage.ElapseUntilAsync(download, TimeSpan.FromSeconds(30));

        Assert.Contains("gave no sign for 30 seconds", AssertFailed(FailureKind.Transient, outcome).Reason, StringComparison.Ordinal);
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
        var outcome = await _storage.Client.DownloadAsync<int>(
            Url(server.Url + Path),
            async (stream, cancellation) =>
            {
                while (true)
                {
                    var reading = stream.ReadAsync(new byte[1], cancellation).AsTask();
                    await Task.WhenAny(reading, _storage.Time.TimersArmedAsync(2));
                    _storage.Time.Advance(TimeSpan.FromSeconds(29));
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

        var outcome = await _storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (stream, cancellation) =>
            {
                var first = stream.ReadExactlyAsync(new byte[1], cancellation).AsTask();
                await _storage.Time.TimersArmedAsync(2);
                reading.SetResult();
                await first;
                _storage.Time.Advance(TimeSpan.FromMinutes(9));
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

        var download = _storage.Client.DownloadAsync(
            Url(server.Url + Path),
            async (_, cancellation) =>
            {
                reading.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return "";
            },
            CancellationToken.None);
        await reading.Task;
        _storage.Time.Advance(TimeSpan.FromMinutes(10));

        AssertFailed(FailureKind.Transient, await download);
    }

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

            var thrown = await Assert.ThrowsAsync(trouble.GetType(), () => _storage.Client.DownloadAsync<string>(
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

        var outcome = await _storage.Client.DownloadAsync(
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

        var download = _storage.Client.DownloadAsync(Url(server.Url + Path), ReadTextAsync, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    private static LoopbackServer Sending(string header, byte[] content) => new(async exchange =>
    {
        await exchange.WriteAsync($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n");
        await exchange.WriteAsync(content);
    });

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
