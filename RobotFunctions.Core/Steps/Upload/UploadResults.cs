using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Upload;

/// <summary>Streams the result chunks in order as one file to the result URL.</summary>
internal sealed class UploadResults(AcceptedRequests requests, StorageClient storage, IBatchStore store) : IStep<UploadInput, UploadedResults>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<UploadedResults>> RunAsync(UploadInput input, CancellationToken cancellation)
    {
        if (await requests.LoadAsync(input.Batch.Id, cancellation) is not { ResultUrl: { } url })
        {
            return new StepFailure(FailureKind.PayloadLost, "The accepted request is no longer in the robot's store.");
        }

        try
        {
            var uploaded = await storage.UploadAsync(url, input.Bytes, (stream, token) => CopyAsync(input, stream, token), cancellation);
            return uploaded.Failure is { } failure ? failure : new UploadedResults(input.Bytes);
        }
        catch (PayloadLostException exception)
        {
            return new StepFailure(FailureKind.PayloadLost, exception.Message);
        }
    }

    private async Task CopyAsync(UploadInput input, Stream stream, CancellationToken cancellation)
    {
        var left = input.Bytes;
        for (var index = 0; index < input.Chunks; index++)
        {
            using var chunk = await store.ReadAsync(input.Batch.Id, BatchItems.ResultChunk(index), cancellation);
            left -= chunk?.Content.Length ?? 0;
            if (chunk is null || left < 0)
            {
                break;
            }

            await stream.WriteAsync(chunk.Content, cancellation);
        }

        if (left != 0)
        {
            throw new PayloadLostException($"The result chunks of batch {input.Batch.Id} do not have the length that was written. The run starts over.");
        }
    }
}
