using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Store;

/// <summary>
/// Dead letters as blobs, <c>{batch}.json</c>, and a short message for each on a queue. The queue's length is the number of open dead letters, which alerts and
/// the portal use. The blob records its message, so that both are removed together. <c>claims/</c> and <c>delivered/</c> record deliveries.
/// </summary>
internal sealed class QueueDeadLetters(BlobContainerClient container, QueueClient queue, TimeProvider time) : IDeadLetters
{
    private const string MessageId = "messageid";
    private const string PopReceipt = "popreceipt";
    private const string Extension = ".json";

    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    /// <inheritdoc/>
    public Task KeepAsync(DeadLetter letter, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () =>
            {
                var blob = Blob(letter.Batch.Id);
                await RemoveMessageAsync(blob, cancellation);
                await blob.UploadAsync(BinaryData.FromBytes(DeadLetterJson.Write(letter)), overwrite: true, cancellation);
                SendReceipt receipt = await queue.SendMessageAsync(Notice(letter), timeToLive: Never, cancellationToken: cancellation);
                await blob.SetMetadataAsync(
                    new Dictionary<string, string> { [MessageId] = receipt.MessageId, [PopReceipt] = receipt.PopReceipt },
                    cancellationToken: cancellation);
            },
            cancellation);

    /// <inheritdoc/>
    public Task<DeadLetter?> FindAsync(BatchId id, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(() => ReadAsync(Blob(id), cancellation), cancellation);

    /// <inheritdoc/>
    public Task<DeadLetterList> ListAsync(CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () =>
            {
                var letters = new List<DeadLetter>();
                var unreadable = new List<UnreadableDeadLetter>();
                await foreach (var name in NamesAsync(cancellation))
                {
                    try
                    {
                        if (await ReadAsync(container.GetBlobClient(name), cancellation) is { } letter)
                        {
                            letters.Add(letter);
                        }
                    }
                    catch (InvalidDataException exception)
                    {
                        unreadable.Add(new UnreadableDeadLetter(name, exception.Message));
                    }
                }

                return new DeadLetterList([.. letters.OrderBy(static letter => letter.At)], unreadable);
            },
            cancellation);

    /// <inheritdoc/>
    public Task<int> CountAsync(CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(async () => await NamesAsync(cancellation).CountAsync(cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IAsyncDisposable?> TryClaimAsync(BatchId id, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync<IAsyncDisposable?>(
            async () => await BlobClaim.TryTakeAsync(container.GetBlobClient($"claims/{id}"), time, cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(BatchId id, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () =>
            {
                await RemoveMessageAsync(Blob(id), cancellation);
                await Blob(id).DeleteIfExistsAsync(cancellationToken: cancellation);
            },
            cancellation);

    /// <inheritdoc/>
    public Task RememberDeliveryAsync(DeliveredDeadLetter delivered, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            () => Delivered(delivered.Id).UploadAsync(BinaryData.FromBytes(DeadLetterJson.Write(delivered)), overwrite: true, cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task<DeliveredDeadLetter?> FindDeliveryAsync(BatchId id, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () => await DownloadAsync(Delivered(id), cancellation) is { } json ? DeadLetterJson.ReadDelivered(json.ToMemory().Span) : null,
            cancellation);

    private static async Task<DeadLetter?> ReadAsync(BlobClient blob, CancellationToken cancellation) =>
        await DownloadAsync(blob, cancellation) is { } json ? DeadLetterJson.Read(blob.Name, json.ToMemory().Span) : null;

    private static async Task<BinaryData?> DownloadAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult download = await blob.DownloadContentAsync(cancellation);
            return download.Content;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    // Letters are at the top level; other blobs are ignored.
    private async IAsyncEnumerable<string> NamesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", prefix: null, cancellation))
        {
            if (item.IsBlob && Path.GetExtension(item.Blob.Name) == Extension && BatchId.TryParse(Path.GetFileNameWithoutExtension(item.Blob.Name), out _))
            {
                yield return item.Blob.Name;
            }
        }
    }

    private async Task RemoveMessageAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellation);
            if (properties.Metadata.TryGetValue(MessageId, out var id) && properties.Metadata.TryGetValue(PopReceipt, out var receipt))
            {
                await queue.DeleteMessageAsync(id, receipt, cancellation);
            }
        }
        catch (RequestFailedException exception) when (exception.Status is 400 or 404)
        {
            // There is no dead letter, or its message was removed from the queue by someone else.
        }
    }

    private static string Notice(DeadLetter letter) =>
        JsonSerializer.Serialize(new { id = letter.Batch.Id.ToString(), reason = letter.Reason, uncertain = letter.Uncertain, at = letter.At });

    private BlobClient Blob(BatchId id) => container.GetBlobClient(id + Extension);

    private BlobClient Delivered(BatchId id) => container.GetBlobClient($"delivered/{id}{Extension}");
}
