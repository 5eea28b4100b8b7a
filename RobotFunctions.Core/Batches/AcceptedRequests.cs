using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Batches;

/// <summary>Stores accepted requests in the batch store: the steps' claim check for signed URLs and single references.</summary>
public sealed class AcceptedRequests(IBatchStore store)
{
    /// <summary>Creates or replaces a batch's request.</summary>
    public Task SaveAsync(AcceptedRequest request, CancellationToken cancellation) =>
        store.WriteAsync(
            request.Batch.Id,
            BatchItems.Request,
            JsonSerializer.SerializeToUtf8Bytes(request, AcceptedRequestJsonContext.Default.AcceptedRequest),
            cancellation);

    /// <summary>The request of a batch, or null if the store does not have it.</summary>
    /// <exception cref="InvalidDataException">It was written by a newer version of the robot.</exception>
    public async Task<AcceptedRequest?> LoadAsync(BatchId batch, CancellationToken cancellation)
    {
        using var item = await store.ReadAsync(batch, BatchItems.Request, cancellation);
        if (item is null)
        {
            return null;
        }

        var request = JsonSerializer.Deserialize(item.Content.Span, AcceptedRequestJsonContext.Default.AcceptedRequest)!;
        return request.Version <= AcceptedRequest.CurrentVersion
            ? request
            : throw new InvalidDataException(
                $"The request of batch {batch} was stored by a newer version of the robot (layout {request.Version}, this one reads up to {AcceptedRequest.CurrentVersion}). Run that version again, or a later one.");
    }
}
