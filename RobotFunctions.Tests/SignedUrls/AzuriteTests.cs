using System.Security.Cryptography;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;
using RobotFunctions.Tests.Fakes.Npm;
using static RobotFunctions.Tests.SignedUrls.StorageClientFixture;

namespace RobotFunctions.Tests.SignedUrls;

[Collection(AzuriteTestGroup.Name)]
public sealed class AzuriteTests(AzuriteFixture azurite) : IDisposedAsync
{
    private readonly string _container = "c" + Guid.NewGuid().ToString("N");
    private readonly BlobSas _sas = new(azurite);
    private readonly StorageClientFixture _storage = new();

    Task IAsyncLifetime.InitializeAsync() => NodeJs.IsThere ? _sas.CreateContainerAsync(_container) : Task.CompletedTask;

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [NodeFact]
    public async Task What_is_uploaded_is_a_block_blob_and_comes_back_to_the_byte()
    {
        var bytes = RandomNumberGenerator.GetBytes(9_000_000);

        Assert.Null((await _storage.UploadAsync(Signed('w'), bytes)).Failure);

        var hash = await _storage.Client.DownloadAsync(
            Signed('r'), async (stream, cancellation) => await SHA256.HashDataAsync(stream, cancellation), CancellationToken.None);
        Assert.Equal(SHA256.HashData(bytes), hash.Value);
        using var http = new HttpClient();
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, Signed('r').ToUri()));
        Assert.Equal("BlockBlob", Assert.Single(head.Headers.GetValues("x-ms-blob-type")));
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);
        Assert.Equal("application/jsonl", head.Content.Headers.ContentType?.MediaType);
    }

    [NodeFact]
    public async Task A_second_upload_replaces_the_first()
    {
        await _storage.UploadAsync(Signed('w'), "first and longer"u8.ToArray());
        await _storage.UploadAsync(Signed('w'), "second"u8.ToArray());

        Assert.Equal("second", (await _storage.DownloadTextAsync(Signed('r'))).Value);
    }

    [NodeFact]
    public async Task An_empty_file_is_uploaded_and_downloaded()
    {
        Assert.Null((await _storage.UploadAsync(Signed('w'), [])).Failure);
        Assert.Equal("", (await _storage.DownloadTextAsync(Signed('r'))).Value);
    }

    [NodeFact]
    public async Task An_expired_URL_is_refused_in_both_directions()
    {
        await _storage.UploadAsync(Signed('w'), "x"u8.ToArray());

        AssertRefused(await _storage.DownloadTextAsync(Signed('r', TimeSpan.FromMinutes(-1))));
        AssertRefused(await _storage.UploadAsync(Signed('w', TimeSpan.FromMinutes(-1)), "y"u8.ToArray()));
    }

    [NodeFact]
    public async Task A_URL_for_reading_is_refused_for_writing()
    {
        AssertRefused(await _storage.UploadAsync(Signed('r'), "x"u8.ToArray()));
        AssertRefused(await _storage.UploadAsync(Signed('r'), new byte[5_000_000]));
    }

    [NodeFact]
    public async Task A_URL_for_writing_is_refused_for_reading()
    {
        await _storage.UploadAsync(Signed('w'), "x"u8.ToArray());

        AssertRefused(await _storage.DownloadTextAsync(Signed('w')));
    }

    [NodeFact]
    public async Task A_file_that_is_not_there_is_a_permanent_failure() =>
        AssertFailed(FailureKind.Permanent, await _storage.DownloadTextAsync(Signed('r')));

    private static void AssertRefused<T>(StepOutcome<T> outcome)
        where T : notnull => AssertFailed(FailureKind.SignedUrlRefused, outcome);

    private SignedUrl Signed(char permission, TimeSpan? lifetime = null) => Url(
        _sas.Url(_container, "batches/results.jsonl", permission, TimeProvider.System.GetUtcNow() + (lifetime ?? TimeSpan.FromHours(1))));
}
