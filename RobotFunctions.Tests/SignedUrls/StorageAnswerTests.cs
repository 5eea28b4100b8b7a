using RobotFunctions.Core.Failures;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

public sealed class StorageAnswerTests : IDisposedAsync
{
    private const string Path = "/container/file.jsonl?sig=secret";

    private readonly StorageClientFixture _storage = new();

    [Theory]
    [InlineData(301, FailureKind.Permanent)]
    [InlineData(302, FailureKind.Permanent)]
    [InlineData(304, FailureKind.Permanent)]
    [InlineData(307, FailureKind.Permanent)]
    [InlineData(308, FailureKind.Permanent)]
    [InlineData(400, FailureKind.Permanent)]
    [InlineData(401, FailureKind.SignedUrlRefused)]
    [InlineData(403, FailureKind.SignedUrlRefused)]
    [InlineData(404, FailureKind.Permanent)]
    [InlineData(408, FailureKind.Transient)]
    [InlineData(409, FailureKind.Permanent)]
    [InlineData(410, FailureKind.Permanent)]
    [InlineData(411, FailureKind.Permanent)]
    [InlineData(413, FailureKind.Permanent)]
    [InlineData(416, FailureKind.Permanent)]
    [InlineData(425, FailureKind.Transient)]
    [InlineData(429, FailureKind.Transient)]
    [InlineData(500, FailureKind.Transient)]
    [InlineData(502, FailureKind.Transient)]
    [InlineData(503, FailureKind.Transient)]
    [InlineData(504, FailureKind.Transient)]
    [InlineData(507, FailureKind.Transient)]
    public async Task Each_status_has_its_verdict_in_both_directions(int status, FailureKind kind)
    {
        await using var server = LoopbackServer.Answering(status, "<Error>the signature was secret</Error>");
        var url = Url(server.Url + Path);

        var downloading = AssertFailed(kind, await _storage.DownloadTextAsync(url));
        var uploading = AssertFailed(kind, await _storage.UploadAsync(url, [1, 2, 3]));

        Assert.Contains($"{status} Told from {server.Url}/container/file.jsonl.", downloading.Reason, StringComparison.Ordinal);
        Assert.Equal(downloading, uploading);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Thu, 20 Aug 2026 12:01:30 GMT", 90)]
    [InlineData("whenever", null)]
    public async Task Storage_may_say_how_long_to_wait(string retryAfter, int? seconds)
    {
        await using var server = LoopbackServer.Answering(503, "", ("Retry-After", retryAfter));

        var failure = AssertFailed(FailureKind.Transient, await _storage.DownloadTextAsync(Url(server.Url + Path)));

        Assert.Equal(seconds is { } value ? TimeSpan.FromSeconds(value) : null, failure.RetryAfter);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = LoopbackServer.Answering(200, "internal");
        await using var server = LoopbackServer.Answering(302, "", ("Location", elsewhere.Url));

        AssertFailed(FailureKind.Permanent, await _storage.DownloadTextAsync(Url(server.Url + Path)));

        Assert.Empty(elsewhere.Exchanges);
    }

    [Fact]
    public async Task A_cookie_of_storage_is_not_sent_back()
    {
        await using var server = LoopbackServer.Answering(200, "", ("Set-Cookie", "track=1"));

        await _storage.DownloadTextAsync(Url(server.Url + Path));
        await _storage.DownloadTextAsync(Url(server.Url + Path));

        Assert.All(server.Exchanges, static exchange => Assert.False(exchange.Headers.ContainsKey("Cookie")));
        Assert.Equal(2, server.Exchanges.Count);
    }

    [Fact]
    public async Task The_signature_is_never_logged()
    {
        await using var server = LoopbackServer.Answering(500);

        await _storage.DownloadTextAsync(Url(server.Url + Path));

        // .NET hides queries in the lines of its own only until somebody switches that off.
        Assert.DoesNotContain(_storage.Logs.Lines, static line => line.Category.StartsWith("System.Net.Http", StringComparison.Ordinal));
        Assert.DoesNotContain(_storage.Logs.Lines, static line => line.Text.Contains("secret", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();
}
