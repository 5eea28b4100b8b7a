using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>
/// Lets one start at a time pass for a batch's id, on whichever instance of the app. The engine does not promise that of two requests that come
/// at once one is told so, and the loser must not overwrite what the winner stored. The gate is the lease of a blob: nobody holds it for long
/// after a crash.
/// </summary>
internal sealed class StartGate(BlobContainerClient container, TimeProvider time)
{
    // The longest that storage grants, and far longer than a start takes.
    private static readonly TimeSpan HeldAtMost = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenKnocks = TimeSpan.FromMilliseconds(200);
    private static readonly BlobUploadOptions OnlyIfAbsent = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
    private const int Knocks = 15;

    /// <summary>Waits for the turn of a start; null when other starts of the same id hold it for some seconds.</summary>
    /// <exception cref="IOException">The storage account is in trouble.</exception>
    public Task<Turn?> EnterAsync(BatchId batch, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(() => KnockAsync(batch, cancellation), cancellation);

    private async Task<Turn?> KnockAsync(BatchId batch, CancellationToken cancellation)
    {
        var blob = container.GetBlobClient($"starting/{batch}");
        for (var knock = 1; ; knock++)
        {
            if (await TryEnterAsync(blob, cancellation) is { } turn)
            {
                return turn;
            }

            if (knock == Knocks)
            {
                return null;
            }

            await Task.Delay(BetweenKnocks, time, cancellation);
        }
    }

    private static async Task<Turn?> TryEnterAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            await blob.UploadAsync(BinaryData.Empty, OnlyIfAbsent, cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // Somebody is inside, or crashed there: the lease tells.
        }

        try
        {
            BlobLease lease = await blob.GetBlobLeaseClient().AcquireAsync(HeldAtMost, cancellationToken: cancellation);
            return new Turn(blob, lease.LeaseId);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409)
        {
            return null;
        }
    }

    /// <summary>The right to start a run; disposing gives it back.</summary>
    internal sealed class Turn(BlobClient blob, string lease) : IAsyncDisposable
    {
        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            try
            {
                await blob.DeleteAsync(conditions: new BlobRequestConditions { LeaseId = lease });
            }
            catch (RequestFailedException)
            {
                // The lease ends by itself, and the blob's life with the next start or the lifecycle rule.
            }
        }
    }
}
