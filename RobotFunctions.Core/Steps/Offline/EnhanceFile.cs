using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps.Download;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Offline;

/// <summary>The outcome of a file.</summary>
/// <param name="Counts">The outcomes of its references.</param>
/// <param name="ResultBytes">The length of the result.</param>
public sealed record EnhancedFile(EntryCounts Counts, long ResultBytes)
{
    /// <summary>The first ten bad lines of the file; null if there are none.</summary>
    public IReadOnlyList<BadLine>? FirstBadLines { get; init; }
}

/// <summary>
/// Enhances a local reference file without repository and engine, using the steps of a run: the same limits, order and bytes. It is for testing
/// an enhancer, and for work from other sources.
/// </summary>
public sealed class EnhanceFile(
    IBatchStore store,
    AcceptedRequests requests,
    IStep<ChunkInput, EnhancedChunk> enhance,
    ConfiguredRobots robots,
    IOptions<LimitsOptions> limits,
    TimeProvider time)
{
    /// <summary>Reads references and writes result entries, one line each.</summary>
    /// <param name="id">The id to run under: equal ids and files give equal bytes.</param>
    /// <param name="references">A reference file.</param>
    /// <param name="results">Receives the result file.</param>
    /// <param name="cancellation">Cancels the work; stored payloads are removed.</param>
    /// <returns>The outcome, or the failure that a run would have reported.</returns>
    public async Task<StepOutcome<EnhancedFile>> RunAsync(BatchId id, Stream references, Stream results, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(results);
        var batch = new Batch
        {
            Id = id,
            Robot = robots.All[0].Id,
            Origin = BatchOrigin.Batch,
            Generation = ApiGeneration.G2,
            AcceptedAt = time.GetUtcNow(),
            UrlsIssuedAt = time.GetUtcNow(),
        };
        try
        {
            await requests.SaveAsync(new AcceptedRequest { Batch = batch, ContentHash = "offline" }, cancellation);
            using var cutter = new ReferenceFileCutter(store, id, limits.Value);
            var downloaded = await cutter.CutAsync(references, cancellation);
            return cutter.Unreadable is { } reason
                ? new StepFailure(FailureKind.Permanent, reason)
                : await EnhanceAsync(batch, downloaded, results, cancellation);
        }
        catch (FileTooLargeException exception)
        {
            return new StepFailure(FailureKind.Permanent, exception.Message);
        }
        finally
        {
            await store.DeleteAllAsync(id, CancellationToken.None);
        }
    }

    private async Task<StepOutcome<EnhancedFile>> EnhanceAsync(
        Batch batch,
        DownloadedReferences downloaded,
        Stream results,
        CancellationToken cancellation)
    {
        var file = new EnhancedFile(new EntryCounts { Duplicates = downloaded.Duplicates }, 0) { FirstBadLines = downloaded.FirstBadLines };
        for (var index = 0; index < downloaded.Chunks; index++)
        {
            var outcome = await enhance.RunAsync(new ChunkInput(batch, index), cancellation);
            if (outcome.Failure is { } failure)
            {
                return failure;
            }

            using var chunk = await store.ReadAsync(batch.Id, BatchItems.ResultChunk(index), cancellation)
                ?? throw new PayloadLostException($"Result chunk {index} is missing right after it was written.");
            await results.WriteAsync(chunk.Content, cancellation);
            file = file with { Counts = file.Counts + outcome.Value!.Counts, ResultBytes = file.ResultBytes + chunk.Content.Length };
        }

        return file;
    }
}
