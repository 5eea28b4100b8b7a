using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RobotFunctions.AzureFunctions.Store;

/// <summary>Creates the containers and queues that are missing, as in a new Azurite. On Azure the deployment has created them, so the start does not wait for it.</summary>
internal sealed partial class CreateStores(StorageAccount account, ILogger<CreateStores> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StorageExceptions.AsIOExceptionAsync(() => CreateAsync(stoppingToken), stoppingToken);
        }
        catch (IOException exception)
        {
            // Whatever needs them later reports the failure itself; the app must be able to start during a short outage of its account.
            LogNotCreated(exception);
        }
    }

    private Task CreateAsync(CancellationToken cancellation)
    {
        var blobs = account.Blobs();
        var queues = account.Queues();
        return Task.WhenAll(
        [
            .. BlobContainers.All.Select(name => blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellation)),
            .. QueueNames.All.Select(name => queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellation)),
        ]);
    }

    [LoggerMessage(1, LogLevel.Warning, "The app's containers and queues could not be verified; assuming they exist")]
    private partial void LogNotCreated(Exception exception);
}
