using System.Text;
using RobotFunctions.Core.Failures;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

public sealed class UploadTests : IDisposedAsync
{
    private const string Path = "/results/a%7Eb%2Ec/file.jsonl?sv=2024&sp=w&sig=secret%2Bsecret%3D";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"reference_id\":1}\n{\"reference_id\":2}\n");

    private readonly StorageClientFixture _storage = new(limits: static limits =>
    {
        limits.StorageIdle = TimeSpan.FromSeconds(30);
        limits.StorageTransfer = TimeSpan.FromMinutes(10);
    });

    [Fact]
    public async Task An_upload_carries_what_storage_needs_and_nothing_of_the_robot()
    {
        await using var server = LoopbackServer.Answering(201);

        var outcome = await _storage.UploadAsync(Url(server.Url + Path), Body);

        Assert.True(outcome.Succeeded, outcome.Failure?.Reason);
        var sent = Assert.Single(server.Exchanges);
        Assert.Equal("PUT", sent.Method);
        Assert.Equal(Path, sent.Target);
        Assert.Equal(Body, sent.Body);
        Assert.Equal($"127.0.0.1:{server.Port}", sent.Headers["Host"]);
        Assert.Equal("BlockBlob", sent.Headers["x-ms-blob-type"]);
        Assert.Equal("application/jsonl", sent.Headers["Content-Type"]);
        Assert.Equal("38", sent.Headers["Content-Length"]);
        Assert.Equal(["Content-Length", "Content-Type", "Expect", "Host", "x-ms-blob-type"], sent.Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_empty_file_can_be_uploaded()
    {
        await using var server = LoopbackServer.Answering(201);

        var outcome = await _storage.UploadAsync(Url(server.Url + Path), []);

        Assert.True(outcome.Succeeded, outcome.Failure?.Reason);
        Assert.Equal("0", Assert.Single(server.Exchanges).Headers["Content-Length"]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task Any_success_is_a_success(int status)
    {
        await using var server = LoopbackServer.Answering(status);

        Assert.True((await _storage.UploadAsync(Url(server.Url + Path), Body)).Succeeded);
    }

    [Fact]
    public async Task A_refusal_comes_before_the_body_is_sent()
    {
        await using var server = new LoopbackServer(static exchange => exchange.AnswerAsync(403, "", ("x-ms-error-code", "AuthenticationFailed")));

        var outcome = await _storage.Client.UploadAsync(
            Url(server.Url + Path),
            1_000_000,
            static (_, _) => throw new InvalidOperationException("Nothing should be written."),
            CancellationToken.None);

        var failure = AssertFailed(FailureKind.SignedUrlRefused, outcome);
        Assert.Contains("AuthenticationFailed", failure.Reason, StringComparison.Ordinal);
        Assert.Contains("/results/a%7Eb%2Ec/file.jsonl", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_breaks_while_writing_is_transient(bool rudely)
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
            if (rudely)
            {
                exchange.Reset();
            }
        });

        var outcome = await _storage.Client.UploadAsync(Url(server.Url + Path), long.MaxValue, WriteForEverAsync, CancellationToken.None);

        AssertFailed(FailureKind.Transient, outcome);
    }

    [Fact]
    public async Task Storage_that_takes_no_more_bytes_is_given_up_after_the_idle_limit()
    {
        await using var server = new LoopbackServer(static async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await exchange.StallAsync();
        });
        var writing = new TaskCompletionSource();

        var upload = _storage.Client.UploadAsync(
            Url(server.Url + Path),
            long.MaxValue,
            (stream, cancellation) =>
            {
                writing.SetResult();
                return WriteForEverAsync(stream, cancellation);
            },
            CancellationToken.None);
        await writing.Task;
        var outcome = await _storage.ElapseUntilAsync(upload, TimeSpan.FromSeconds(30));

        Assert.Contains("made no progress for 30 seconds", AssertFailed(FailureKind.Transient, outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_takes_the_body_and_never_answers_is_given_up_after_the_idle_limit()
    {
        var received = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            received.SetResult();
            await exchange.StallAsync();
        });

        var upload = _storage.UploadAsync(Url(server.Url + Path), Body);
        await received.Task;
        var outcome = await _storage.ElapseUntilAsync(upload, TimeSpan.FromSeconds(30));

        Assert.Contains("made no progress for 30 seconds", AssertFailed(FailureKind.Transient, outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writer_that_takes_longer_than_the_whole_transfer_may_is_stopped()
    {
        await using var server = LoopbackServer.Answering(201);
        var writing = new TaskCompletionSource();

        var upload = _storage.Client.UploadAsync(
            Url(server.Url + Path),
            Body.Length,
            async (_, cancellation) =>
            {
                writing.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            },
            CancellationToken.None);
        await writing.Task;
        _storage.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Contains("took longer than 600 seconds", AssertFailed(FailureKind.Transient, await upload).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_writer_is_not_storages_fault()
    {
        await using var server = LoopbackServer.Answering(201);

        var outcome = await _storage.Client.UploadAsync(
            Url(server.Url + Path),
            Body.Length,
            async (stream, cancellation) =>
            {
                _storage.Time.Advance(TimeSpan.FromMinutes(4));
                await stream.WriteAsync(Body.AsMemory(0, 1), cancellation);
                _storage.Time.Advance(TimeSpan.FromMinutes(4));
                await stream.WriteAsync(Body.AsMemory(1), cancellation);
            },
            CancellationToken.None);

        Assert.True(outcome.Succeeded, outcome.Failure?.Reason);
    }

    [Fact]
    public async Task Trouble_of_the_writers_own_passes_through()
    {
        Exception[] troubles =
        [
            new IOException("the batch store is full"),
            new HttpRequestException("the batch store is on the web"),
            new InvalidOperationException("a bug"),
            new OperationCanceledException("its own time-out"),
        ];
        foreach (var trouble in troubles)
        {
            await using var server = LoopbackServer.Answering(201);

            var thrown = await Assert.ThrowsAsync(trouble.GetType(), () => _storage.Client.UploadAsync(
                Url(server.Url + Path),
                Body.Length,
                async (stream, cancellation) =>
                {
                    await stream.WriteAsync(Body.AsMemory(0, 10), cancellation);
                    throw trouble;
                },
                CancellationToken.None));

            Assert.Same(trouble, thrown);
        }
    }

    [Theory]
    [InlineData(37)]
    [InlineData(39)]
    public async Task A_writer_that_breaks_its_promise_of_length_is_a_bug(int promised)
    {
        await using var server = LoopbackServer.Answering(201);

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => _storage.Client.UploadAsync(
            Url(server.Url + Path),
            promised,
            static async (stream, cancellation) => await stream.WriteAsync(Body, cancellation),
            CancellationToken.None));

        Assert.Contains($"announced with {promised} bytes, and its writer wrote 38", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_no_longer_needs_the_upload_cancels_it()
    {
        await using var server = new LoopbackServer(static exchange => exchange.StallAsync());
        using var caller = new CancellationTokenSource();

        var upload = _storage.Client.UploadAsync(Url(server.Url + Path), long.MaxValue, WriteForEverAsync, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    private static async Task WriteForEverAsync(Stream stream, CancellationToken cancellation)
    {
        var block = new byte[256 * 1024];
        while (true)
        {
            await stream.WriteAsync(block, cancellation);
        }
    }
}
