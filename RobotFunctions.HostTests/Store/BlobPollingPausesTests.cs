using Azure.Storage.Blobs;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Tests.Fakes.Azurite;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HostTests.Store;

[Collection(AzuriteTestGroup.Name)]
public sealed class BlobPollingPausesTests(AzuriteFixture azurite) : PollingPauseStoreContract, IAsyncLifetime
{
    private BlobContainerClient _container = null!;

    protected override IPollingPauseStore Pauses => new BlobPollingPauses(_container);

    public async Task InitializeAsync()
    {
        _container = new BlobServiceClient(await TestApp.ConnectionAsync(azurite)).GetBlobContainerClient($"pauses-{Guid.NewGuid():N}");
        await _container.CreateAsync();
    }

    public async Task DisposeAsync() => await _container.DeleteAsync();
}
