using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Batches;

/// <summary>Stores accepted requests in the batch store: the steps' claim check for signed URLs and single references.</summary>
public sealed class AcceptedRequests(IBatchStore store)
{
    /// <summary>A request as the store has it, for a host that stores it in a way of its own.</summary>
    public static byte[] Serialize(AcceptedRequest request) =>
        JsonSerializer.SerializeToUtf8Bytes(request, AcceptedRequestJsonContext.Default.AcceptedRequest);

    /// <summary>Creates or replaces a batch's request.</summary>
    public Task SaveAsync(AcceptedRequest request, CancellationToken cancellation) =>
        store.WriteAsync(request.Batch.Id, BatchItems.Request, Serialize(request), cancellation);

    /// <summary>
    /// Replaces the signed URLs of the stored request with those of a repeated one, which are newer. A G1 repository offers no other way to refresh them.
    /// Does nothing if the store does not have the request, because its run just ended, or cannot read it.
    /// </summary>
    public async Task RenewUrlsAsync(AcceptedRequest repeated, CancellationToken cancellation)
    {
        if (repeated.ReferenceUrl is not null && await LoadIfReadableAsync(repeated.Batch.Id, cancellation) is { } stored)
        {
            await SaveAsync(stored.WithUrlsOf(repeated), cancellation);
        }
    }

    /// <summary>The request of a batch, or null if the store does not have it or cannot read it.</summary>
    public async Task<AcceptedRequest?> LoadIfReadableAsync(BatchId batch, CancellationToken cancellation)
    {
        try
        {
            return await LoadAsync(batch, cancellation);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The request of a batch, or null if the store does not have it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or was written by a newer version of the robot.</exception>
    public async Task<AcceptedRequest?> LoadAsync(BatchId batch, CancellationToken cancellation)
    {
        using var item = await store.ReadAsync(batch, BatchItems.Request, cancellation);
        if (item is null)
        {
            return null;
        }

        var request = Read(batch, item.Content.Span);
        return request.Version <= AcceptedRequest.CurrentVersion
            ? request
            : throw new InvalidDataException(
                $"The request of batch {batch} was stored by a newer version of the robot (layout {request.Version}, this one reads up to {AcceptedRequest.CurrentVersion}). Run that version again, or a later one.");
    }

    private static AcceptedRequest Read(BatchId batch, ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AcceptedRequestJsonContext.Default.AcceptedRequest)
                ?? throw new InvalidDataException($"The stored request of batch {batch} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The stored request of batch {batch} is damaged: {exception.Message}", exception);
        }
    }
}
