using System.Text;
using RobotFunctions.Core.Failures;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>A file that is longer than it may be is not taken, whatever it tells of itself.</summary>
public sealed class DownloadLimitTests : BoundedDownloads
{
    [Fact]
    public async Task A_file_of_exactly_the_limit_is_read_and_one_byte_more_is_not()
    {
        await using var atLimit = LoopbackServer.Answering(200, new string('x', 100_000));
        await using var beyond = LoopbackServer.Answering(200, new string('x', 100_001));

        Assert.Equal(100_000, (await Storage.DownloadTextAsync(Url(atLimit.Url + Path))).Value!.Length);
        var failure = AssertFailed(FailureKind.Permanent, await Storage.DownloadTextAsync(Url(beyond.Url + Path)));
        Assert.Contains("longer than 100000 bytes (Limits:FileBytes)", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_tells_it_is_too_long_is_not_even_begun()
    {
        await using var server = LoopbackServer.Answering(200, new string('x', 100_001));

        var outcome = await Storage.Client.DownloadAsync<string>(
            Url(server.Url + Path), static (_, _) => throw new InvalidOperationException("Nothing should be read."), CancellationToken.None);

        AssertFailed(FailureKind.Permanent, outcome);
    }

    [Fact]
    public async Task A_file_that_does_not_tell_its_length_is_read_up_to_the_limit()
    {
        var chunk = "8000\r\n" + new string('x', 0x8000) + "\r\n";
        await using var server = Sending("Transfer-Encoding: chunked", Encoding.ASCII.GetBytes($"{chunk}{chunk}{chunk}{chunk}0\r\n\r\n"));

        AssertFailed(FailureKind.Permanent, await Storage.DownloadTextAsync(Url(server.Url + Path)));
    }

    [Fact]
    public async Task A_gzip_bomb_is_stopped_at_the_limit()
    {
        var bomb = Gzip(new string('x', 50_000_000));
        Assert.True(bomb.Length < 100_000);
        await using var server = Sending($"Content-Encoding: gzip\r\nContent-Length: {bomb.Length}", bomb);
        long read = 0;

        var outcome = await Storage.Client.DownloadAsync(
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
}
