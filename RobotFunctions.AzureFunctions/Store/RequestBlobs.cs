using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.AzureFunctions.Store;

/// <summary>
/// The accepted request of a batch as the right to start its run: of those who come at once with one id, on whichever instance of the app, the one who
/// creates the blob starts the run. The durable engine itself does not promise to start one of them only.
/// </summary>
internal sealed class RequestBlobs(BlobContainerClient container, TimeProvider time)
{
    /// <summary>How long a start may take. A request that has been stored for longer, and has no open run, was left by one that ended or crashed.</summary>
    public static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private static readonly BlobRequestConditions OnlyIfAbsent = new() { IfNoneMatch = ETag.All };

    /// <summary>Stores a request; false when there is one under its id already.</summary>
    /// <exception cref="IOException">The storage account is unavailable.</exception>
    public Task<bool> TryAddAsync(AcceptedRequest request, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(() => TryWriteAsync(request, OnlyIfAbsent, cancellation), cancellation);

    /// <summary>Replaces a request that was left behind; false when it may be in use, or somebody else replaced it.</summary>
    /// <exception cref="IOException">The storage account is unavailable.</exception>
    public Task<bool> TryReplaceAsync(AcceptedRequest request, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () => await FindLeftAsync(request, cancellation) is { } left
                && await TryWriteAsync(request, new BlobRequestConditions { IfMatch = left }, cancellation),
            cancellation);

    private async Task<ETag?> FindLeftAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        try
        {
            BlobProperties stored = await Blob(request).GetPropertiesAsync(cancellationToken: cancellation);
            return time.GetUtcNow() - stored.LastModified > StartTimeout ? stored.ETag : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    private async Task<bool> TryWriteAsync(AcceptedRequest request, BlobRequestConditions conditions, CancellationToken cancellation)
    {
        try
        {
            var content = BinaryData.FromBytes(AcceptedRequests.Serialize(request));
            await Blob(request).UploadAsync(content, new BlobUploadOptions { Conditions = conditions }, cancellation);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobClient Blob(AcceptedRequest request) => container.GetBlobClient(BlobBatchStore.NameOf(request.Batch.Id, BatchItems.Request));
}
