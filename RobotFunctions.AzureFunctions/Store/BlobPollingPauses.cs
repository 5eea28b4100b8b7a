using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Store;

/// <summary>Pauses as blobs: <c>polling-paused/{robot}.json</c>, beside the payloads. An operator who has put things right elsewhere deletes one.</summary>
internal sealed class BlobPollingPauses(BlobContainerClient container) : IPollingPauseStore
{
    /// <inheritdoc/>
    public Task<PollingPause?> FindAsync(RobotId robot, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () =>
            {
                try
                {
                    BlobDownloadResult blob = await Blob(robot).DownloadContentAsync(cancellation);
                    return JsonSerializer.Deserialize(blob.Content, PollingPauseJsonContext.Default.PollingPause);
                }
                catch (RequestFailedException exception) when (exception.Status == 404)
                {
                    return null;
                }
            },
            cancellation);

    /// <inheritdoc/>
    public Task SaveAsync(PollingPause pause, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            () => Blob(pause.Robot).UploadAsync(
                BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(pause, PollingPauseJsonContext.Default.PollingPause)), overwrite: true, cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(RobotId robot, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(() => Blob(robot).DeleteIfExistsAsync(cancellationToken: cancellation), cancellation);

    private BlobClient Blob(RobotId robot) => container.GetBlobClient($"polling-paused/{robot}.json");
}
