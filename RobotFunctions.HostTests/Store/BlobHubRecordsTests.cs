using Azure.Storage.Blobs;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Hub;
using RobotFunctions.Tests.Fakes.Azurite;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HostTests.Store;

[Collection(AzuriteTestGroup.Name)]
public sealed class BlobHubRecordsTests(AzuriteFixture azurite) : HubRecordsContract, IAsyncLifetime
{
    private BlobContainerClient _container = null!;

    protected override IHubRecords Records => new BlobHubRecords(_container);

    public async Task InitializeAsync()
    {
        _container = new BlobServiceClient(await TestApp.ConnectionAsync(azurite)).GetBlobContainerClient($"records-{Guid.NewGuid():N}");
        await _container.CreateAsync();
    }

    public async Task DisposeAsync() => await _container.DeleteAsync();
}
