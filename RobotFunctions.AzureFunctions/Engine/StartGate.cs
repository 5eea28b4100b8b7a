using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>
/// Allows one start at a time for a batch's id across all instances of the app. If two requests arrive at once, the engine does not guarantee
/// that one of them is rejected, and the loser must not overwrite the winner's payloads. The lock is the lease of a blob, which expires soon
/// after a crash.
/// </summary>
internal sealed class StartGate(BlobContainerClient container, TimeProvider time)
{
    // The longest lease that storage grants, much longer than a start takes.
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);
    private static readonly BlobUploadOptions OnlyIfAbsent = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
    private const int MaxAttempts = 15;

    /// <summary>Acquires the lease of a start; null if other starts of the same id hold it for several seconds.</summary>
    /// <exception cref="IOException">The storage account is unavailable.</exception>
    public Task<StartLease?> AcquireAsync(BatchId batch, CancellationToken cancellation) =>
        StorageExceptions.AsIOExceptionAsync(() => AcquireWithRetriesAsync(batch, cancellation), cancellation);

    private async Task<StartLease?> AcquireWithRetriesAsync(BatchId batch, CancellationToken cancellation)
    {
        var blob = container.GetBlobClient($"starting/{batch}");
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAcquireAsync(blob, cancellation) is { } lease)
            {
                return lease;
            }

            if (attempt == MaxAttempts)
            {
                return null;
            }

            await Task.Delay(RetryInterval, time, cancellation);
        }
    }

    private static async Task<StartLease?> TryAcquireAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            await blob.UploadAsync(BinaryData.Empty, OnlyIfAbsent, cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // The blob exists: another start is running or has crashed, which the lease shows.
        }

        try
        {
            BlobLease lease = await blob.GetBlobLeaseClient().AcquireAsync(LeaseDuration, cancellationToken: cancellation);
            return new StartLease(blob, lease.LeaseId);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409)
        {
            return null;
        }
    }

    /// <summary>The exclusive right to start a run; disposing releases it.</summary>
    internal sealed class StartLease(BlobClient blob, string lease) : IAsyncDisposable
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
                // The lease expires by itself, and the blob is deleted by the next start or by the lifecycle rule.
            }
        }
    }
}
