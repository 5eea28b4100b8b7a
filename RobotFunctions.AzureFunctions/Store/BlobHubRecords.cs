using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Store;

/// <summary>Records of the Hub as blobs, <c>{robot}/{name}.json</c>, which all instances of the app read.</summary>
internal sealed class BlobHubRecords(BlobContainerClient container) : IHubRecords
{
    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(RobotId robot, string name, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync<ReadOnlyMemory<byte>?>(
            async () =>
            {
                try
                {
                    BlobDownloadResult blob = await Blob(robot, name).DownloadContentAsync(cancellation);
                    return blob.Content.ToMemory();
                }
                catch (RequestFailedException exception) when (exception.Status == 404)
                {
                    return null;
                }
            },
            cancellation);

    /// <inheritdoc/>
    public Task WriteAsync(RobotId robot, string name, ReadOnlyMemory<byte> json, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            () => Blob(robot, name).UploadAsync(BinaryData.FromBytes(json), overwrite: true, cancellation),
            cancellation);

    private BlobClient Blob(RobotId robot, string name) => container.GetBlobClient($"{robot}/{name}.json");
}
