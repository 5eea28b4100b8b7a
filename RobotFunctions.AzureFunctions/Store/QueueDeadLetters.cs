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
/// the portal use. The blob records its message, so that both are removed together.
/// </summary>
internal sealed class QueueDeadLetters(BlobContainerClient container, QueueClient queue) : IDeadLetters
{
    private const string MessageId = "messageid";
    private const string PopReceipt = "popreceipt";

    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    /// <inheritdoc/>
    public Task KeepAsync(DeadLetter letter, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(
            async () =>
            {
                var blob = Blob(letter.Batch.Id);
                await RemoveMessageAsync(blob, cancellation);
                await blob.UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(letter, DeadLetterJsonContext.Default.DeadLetter)), overwrite: true, cancellation);
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
    public Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync<IReadOnlyList<DeadLetter>>(
            async () =>
            {
                var letters = new List<DeadLetter>();
                await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellation))
                {
                    if (await ReadAsync(container.GetBlobClient(blob.Name), cancellation) is { } letter)
                    {
                        letters.Add(letter);
                    }
                }

                return letters.OrderBy(letter => letter.At).ToList();
            },
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

    private static async Task<DeadLetter?> ReadAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult download = await blob.DownloadContentAsync(cancellation);
            var letter = JsonSerializer.Deserialize(download.Content.ToMemory().Span, DeadLetterJsonContext.Default.DeadLetter)!;
            return letter.Version <= DeadLetter.CurrentVersion
                ? letter
                : throw new InvalidDataException(
                    $"The dead letter {blob.Name} was written by a newer version of RobotFunctions; deliver it with that version.");
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
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

    private BlobClient Blob(BatchId id) => container.GetBlobClient($"{id}.json");
}
