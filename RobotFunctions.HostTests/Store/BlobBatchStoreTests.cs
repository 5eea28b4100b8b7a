using Azure.Storage.Blobs;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes.Azurite;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HostTests.Store;

[Collection(AzuriteTestGroup.Name)]
public sealed class BlobBatchStoreTests(AzuriteFixture azurite) : BatchStoreContract, IAsyncLifetime
{
    private BlobContainerClient _container = null!;

    protected override IBatchStore Store => new BlobBatchStore(_container);

    public async Task InitializeAsync()
    {
        _container = new BlobServiceClient(await TestApp.ConnectionAsync(azurite)).GetBlobContainerClient($"payloads-{Guid.NewGuid():N}");
        await _container.CreateAsync();
    }

    public Task DisposeAsync() => _container.DeleteAsync();

    [Fact]
    public async Task A_batch_of_more_items_than_are_deleted_at_once_is_deleted_whole()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (index, _) => await WriteAsync(Batch, BatchItems.Chunk(index), ""));

        await Store.DeleteAllAsync(Batch, default);

        Assert.Empty(_container.GetBlobs());
    }

    [Fact]
    public async Task Trouble_with_the_account_surfaces_as_an_IOException_without_a_signature()
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        var store = new BlobBatchStore(new BlobContainerClient(new Uri("http://127.0.0.1:1/account/payloads?sig=hidden"), options));

        var write = await Assert.ThrowsAnyAsync<IOException>(() => store.WriteAsync(Batch, BatchItems.Request, default, default));
        await Assert.ThrowsAnyAsync<IOException>(() => store.AppendAsync(Batch, BatchItems.PartialResults(0), "x"u8.ToArray(), default));
        await Assert.ThrowsAnyAsync<IOException>(() => store.ReadAsync(Batch, BatchItems.Request, default));
        await Assert.ThrowsAnyAsync<IOException>(() => store.DeleteAsync(Batch, BatchItems.Request, default));
        await Assert.ThrowsAnyAsync<IOException>(() => store.DeleteAllAsync(Batch, default));
        Assert.DoesNotContain("hidden", write.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_trouble_for_a_writer_and_empty_for_a_reader()
    {
        var store = new BlobBatchStore(new BlobServiceClient(await TestApp.ConnectionAsync(azurite)).GetBlobContainerClient("nobody-made-this"));

        await Assert.ThrowsAnyAsync<IOException>(() => store.WriteAsync(Batch, BatchItems.Request, default, default));
        await Assert.ThrowsAnyAsync<IOException>(() => store.AppendAsync(Batch, BatchItems.PartialResults(0), "x"u8.ToArray(), default));
        Assert.Null(await store.ReadAsync(Batch, BatchItems.Request, default));
    }
}
