using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Simulator;

public sealed class StorageTests : IAsyncLifetime
{
    private const string Blob = "enhancement_result/some.jsonl";
    private static readonly (string, string) BlockBlob = ("x-ms-blob-type", "BlockBlob");

    private readonly FakeTimeProvider _time = new();
    private FakeRepository _repository = null!;

    public async Task InitializeAsync() => _repository = await FakeRepository.StartAsync(time: _time);

    public async Task DisposeAsync() => await _repository.DisposeAsync();

    [Fact]
    public async Task A_signed_URL_gives_the_file_with_its_length_and_type()
    {
        _repository.Storage.Publish("references/a.jsonl", await _repository.WriteLinesAsync("{}", "{}"));

        var answer = await _repository.CallStorageAsync(HttpMethod.Get, _repository.Storage.ReadUrl("references/a.jsonl"));

        Assert.Equal(200, answer.Status);
        Assert.Equal("{}\n{}\n", answer.Body);
        Assert.Equal(6, answer.ContentHeaders.ContentLength);
        Assert.Equal("application/jsonl", answer.ContentHeaders.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_upload_makes_the_file_and_a_second_one_replaces_it()
    {
        var url = _repository.Storage.WriteUrl(Blob);

        Assert.Equal(201, (await _repository.UploadAsync(url, "one", "two")).Status);
        Assert.Equal(201, (await _repository.UploadAsync(url, "three")).Status);

        Assert.Equal("three\n", await File.ReadAllTextAsync(_repository.Storage.PathOf(Blob)));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_repository.Storage.PathOf(Blob))!));
    }

    [Fact]
    public async Task A_URL_dies_at_the_end_of_its_hour()
    {
        await _repository.UploadAsync(_repository.Storage.WriteUrl(Blob), "x");
        var url = _repository.Storage.ReadUrl(Blob);

        _time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await _repository.CallStorageAsync(HttpMethod.Get, url)).Status);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        AssertRefused(await _repository.CallStorageAsync(HttpMethod.Get, url), 403, "AuthenticationFailed");
    }

    [Fact]
    public async Task All_URLs_can_be_made_to_expire_at_once_and_new_ones_work()
    {
        await _repository.UploadAsync(_repository.Storage.WriteUrl(Blob), "x");
        var old = _repository.Storage.ReadUrl(Blob);

        _repository.Storage.ExpireUrls();

        AssertRefused(await _repository.CallStorageAsync(HttpMethod.Get, old), 403, "AuthenticationFailed");
        Assert.Equal(200, (await _repository.CallStorageAsync(HttpMethod.Get, _repository.Storage.ReadUrl(Blob))).Status);
    }

    [Fact]
    public async Task A_URL_permits_one_direction_only()
    {
        AssertRefused(await _repository.CallStorageAsync(HttpMethod.Get, _repository.Storage.WriteUrl(Blob)), 403, "AuthorizationPermissionMismatch");
        AssertRefused(await _repository.UploadAsync(_repository.Storage.ReadUrl(Blob), "x"), 403, "AuthorizationPermissionMismatch");
    }

    [Theory]
    [InlineData("%7E", "~")]
    [InlineData("%2E", ".")]
    [InlineData("/some", "/other")]
    [InlineData("sp=r", "sp=w")]
    [InlineData("&sig=", "&sig=x")]
    public async Task A_URL_that_was_changed_in_any_way_is_refused(string text, string instead)
    {
        await _repository.UploadAsync(_repository.Storage.WriteUrl(Blob), "x");
        var url = _repository.Storage.ReadUrl(Blob);
        Assert.Contains(text, url, StringComparison.Ordinal);

        var changed = url.Replace(text, instead, StringComparison.Ordinal);

        AssertRefused(await _repository.CallStorageAsync(HttpMethod.Get, changed), 403, "AuthenticationFailed");
    }

    [Fact]
    public async Task Without_a_signature_there_is_nothing()
    {
        var url = _repository.Storage.ReadUrl(Blob);

        AssertRefused(await _repository.CallStorageAsync(HttpMethod.Get, url[..url.IndexOf('?', StringComparison.Ordinal)]), 403, "AuthenticationFailed");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found() =>
        AssertRefused(await _repository.CallStorageAsync(HttpMethod.Get, _repository.Storage.ReadUrl(Blob)), 404, "BlobNotFound");

    [Fact]
    public async Task An_upload_of_unknown_length_is_refused()
    {
        using var content = new StreamContent(new MemoryStream("x"u8.ToArray()));
        content.Headers.ContentLength = null;

        var answer = await _repository.CallStorageAsync(
            HttpMethod.Put, _repository.Storage.WriteUrl(Blob), content, BlockBlob, ("Transfer-Encoding", "chunked"));

        AssertRefused(answer, 411, "MissingContentLengthHeader");
    }

    [Fact]
    public async Task An_upload_must_name_its_blob_type()
    {
        using var content = new StringContent("x");

        AssertRefused(await _repository.CallStorageAsync(HttpMethod.Put, _repository.Storage.WriteUrl(Blob), content), 400, "MissingRequiredHeader");
        Assert.False(File.Exists(_repository.Storage.PathOf(Blob)));
    }

    [Theory]
    [InlineData("Authorization", "Signature 0")]
    [InlineData("X-Client-Id", "0198c0de-0000-7000-8000-00000000beef")]
    public async Task A_robots_own_signature_has_no_business_here(string name, string value) => AssertRefused(
        await _repository.CallStorageAsync(HttpMethod.Get, _repository.Storage.ReadUrl(Blob), null, (name, value)), 400, "InvalidAuthenticationInfo");

    private static void AssertRefused(FakeAnswer answer, int status, string code)
    {
        Assert.Equal(status, answer.Status);
        Assert.Contains($"<Code>{code}</Code>", answer.Body, StringComparison.Ordinal);
        Assert.Equal(code, Assert.Single(answer.Headers.GetValues("x-ms-error-code")));
    }
}
