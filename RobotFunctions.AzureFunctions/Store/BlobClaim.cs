using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace RobotFunctions.AzureFunctions.Store;

/// <summary>
/// A claim that one instance of the app can hold at a time: the lease of a blob, renewed until the claim is disposed of. It expires within a minute if the
/// process crashes.
/// </summary>
internal sealed class BlobClaim : IAsyncDisposable
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(20);
    private static readonly BlobUploadOptions OnlyIfAbsent = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };

    private readonly BlobClient _blob;
    private readonly BlobLeaseClient _lease;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _renewals;

    private BlobClaim(BlobClient blob, BlobLeaseClient lease, TimeProvider time)
    {
        _blob = blob;
        _lease = lease;
        _renewals = RenewAsync(time);
    }

    /// <summary>Takes the claim; null if somebody else holds it.</summary>
    public static async Task<BlobClaim?> TryTakeAsync(BlobClient blob, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await blob.UploadAsync(BinaryData.Empty, OnlyIfAbsent, cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // Claimed, or left by a process that crashed: the lease shows which.
        }

        var lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(LeaseDuration, cancellationToken: cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409)
        {
            return null;
        }

        return new BlobClaim(blob, lease, time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _renewals.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _disposed.Dispose();
        try
        {
            await _blob.DeleteAsync(conditions: new BlobRequestConditions { LeaseId = _lease.LeaseId });
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            // The lease expires, and the next claim or the lifecycle rule removes the blob.
        }
    }

    // A failed renewal is retried: the lease lasts for three intervals.
    private async Task RenewAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(RenewalInterval, time);
        while (await timer.WaitForNextTickAsync(_disposed.Token))
        {
            try
            {
                await _lease.RenewAsync(cancellationToken: _disposed.Token);
            }
            catch (Exception exception) when (exception is RequestFailedException or AggregateException)
            {
                continue;
            }
        }
    }
}
