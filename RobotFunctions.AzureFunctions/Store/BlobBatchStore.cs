using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.AzureFunctions.Store;

/// <summary>Stores payloads as blobs, <c>{batch}/{item}</c>, in their own container. A lifecycle rule removes payloads that a run could not remove.</summary>
internal sealed class BlobBatchStore(BlobContainerClient container) : IBatchStore
{
    private const int DeletesAtOnce = 16;

    /// <summary>What every version of the service, and Azurite, takes in one append.</summary>
    private const int AppendBytes = 4 * 1024 * 1024;

    /// <summary>The name of an item's blob.</summary>
    public static string NameOf(BatchId batch, string item) => $"{batch}/{item}";

    /// <inheritdoc/>
    public Task WriteAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            () => Blob(batch, item).UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task<bool> AppendAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () =>
            {
                var blob = container.GetAppendBlobClient(NameOf(batch, item));
                try
                {
                    for (var rest = content; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, AppendBytes)..])
                    {
                        await AppendBlockAsync(blob, rest[..Math.Min(rest.Length, AppendBytes)], cancellation);
                    }

                    return true;
                }
                catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlockCountExceedsLimit)
                {
                    return false;
                }
            },
            cancellation);

    /// <inheritdoc/>
    public Task<StoredItem?> ReadAsync(BatchId batch, string item, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () =>
            {
                try
                {
                    using BlobDownloadStreamingResult download = await Blob(batch, item).DownloadStreamingAsync(cancellationToken: cancellation);
                    return await ReadWholeAsync(download, cancellation);
                }
                catch (RequestFailedException exception) when (exception.Status == 404)
                {
                    return null;
                }
            },
            cancellation);

    /// <inheritdoc/>
    public Task DeleteAsync(BatchId batch, string item, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            () => Blob(batch, item).DeleteIfExistsAsync(cancellationToken: cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task DeleteAllAsync(BatchId batch, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            () => Parallel.ForEachAsync(
                container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{batch}/", cancellation),
                new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellation },
                async (blob, token) => await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: token)),
            cancellation);

    private static async Task AppendBlockAsync(AppendBlobClient blob, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        try
        {
            await AppendAsync();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            await blob.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await AppendAsync();
        }

        Task AppendAsync() => blob.AppendBlockAsync(BinaryData.FromBytes(content).ToStream(), cancellationToken: cancellation);
    }

    private static async Task<StoredItem> ReadWholeAsync(BlobDownloadStreamingResult download, CancellationToken cancellation)
    {
        var length = checked((int)download.Details.ContentLength);
        var rented = PayloadPool.Rent(length);
        try
        {
            await download.Content.ReadExactlyAsync(rented.AsMemory(0, length), cancellation);
            return StoredItem.FromRented(rented, length);
        }
        catch
        {
            PayloadPool.Return(rented);
            throw;
        }
    }

    private BlobClient Blob(BatchId batch, string item) => container.GetBlobClient(NameOf(batch, item));
}
