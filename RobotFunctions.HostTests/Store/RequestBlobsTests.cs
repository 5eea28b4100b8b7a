using Azure.Storage.Blobs;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Batches;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Store;

[Collection(AzuriteTestGroup.Name)]
public sealed class RequestBlobsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private BlobContainerClient _container = null!;
    private RequestBlobs _requests = null!;

    public async Task InitializeAsync()
    {
        _container = new BlobServiceClient(await TestApp.ConnectionAsync(azurite)).GetBlobContainerClient($"requests-{Guid.NewGuid():N}");
        await _container.CreateAsync();
        _requests = new RequestBlobs(_container, _time);
    }

    public Task DisposeAsync() => _container.DeleteAsync();

    [Fact]
    public async Task Of_those_who_add_a_request_at_once_one_does()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _requests.TryAddAsync(Request($"{number}"), default)));

        var winner = Assert.Single(Enumerable.Range(0, 8), number => added[number]);
        Assert.Equal($"{winner}", await StoredAsync());
    }

    [Fact]
    public async Task A_request_that_was_stored_just_now_may_be_in_use_and_stays()
    {
        await _requests.TryAddAsync(Request("first"), default);

        Assert.False(await _requests.TryReplaceAsync(Request("second"), default));

        Assert.Equal("first", await StoredAsync());
    }

    [Fact]
    public async Task A_request_that_was_left_behind_is_replaced_and_the_new_one_may_be_in_use()
    {
        await _requests.TryAddAsync(Request("left"), default);
        var later = new FakeTimeProvider(_time.GetUtcNow() + RequestBlobs.StartTimeout + TimeSpan.FromMinutes(1));

        Assert.True(await new RequestBlobs(_container, later).TryReplaceAsync(Request("second"), default));
        Assert.False(await _requests.TryReplaceAsync(Request("third"), default));

        Assert.Equal("second", await StoredAsync());
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_replaced() => Assert.False(await _requests.TryReplaceAsync(Request("nothing"), default));

    private static AcceptedRequest Request(string hash) => new() { Batch = TestRobots.Batch(), ContentHash = hash };

    private async Task<string> StoredAsync() =>
        (await new AcceptedRequests(new BlobBatchStore(_container)).LoadAsync(TestRobots.BatchId, default))!.ContentHash;
}
