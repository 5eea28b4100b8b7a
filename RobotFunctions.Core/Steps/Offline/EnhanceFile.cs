using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps.Download;
using RobotFunctions.Core.Steps.Enhance;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Offline;

/// <summary>
/// Enhances a local reference file without repository and engine, using the steps of a run: the same limits, order and bytes. The file is read twice
/// instead of being copied; the store has one chunk of it at a time.
/// </summary>
public sealed class EnhanceFile(
    IBatchStore store,
    AcceptedRequests requests,
    IStep<ChunkInput, EnhancedChunk> enhance,
    OpenChunks open,
    ConfiguredRobots robots,
    IOptions<LimitsOptions> limits,
    TimeProvider time)
{
    // The toy enhancer depends on the batch's id; with a fixed id, equal files give equal results.
    private static readonly BatchId Offline = new(Guid.Parse("00000000-0000-4000-8000-00000000f11e"));

    /// <summary>The outcomes so far of the chunk that is being enhanced.</summary>
    public EntryCounts Open => open.CountsOf(Offline);

    /// <summary>Reads the file once: what it has, and why it cannot be enhanced.</summary>
    public async Task<StepOutcome<FileSurvey>> SurveyAsync(Stream references, CancellationToken cancellation)
    {
        using var cutter = new ReferenceFileCutter(store, Offline, limits.Value);
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(references, hash, CryptoStreamMode.Read, leaveOpen: true);
        try
        {
            await cutter.ReadAsync(hashed, Discard, cancellation);
        }
        catch (FileTooLargeException exception)
        {
            return new StepFailure(FailureKind.Permanent, exception.Message);
        }

        return cutter.Unreadable is { } reason
            ? new StepFailure(FailureKind.Permanent, reason)
            : new FileSurvey
            {
                Lines = cutter.Lines,
                Hash = Convert.ToHexStringLower(hash.Hash!),
                FirstBadLines = cutter.FirstBadLines,
                Suspects = cutter.Suspects,
            };
    }

    /// <summary>Reads the file again and enhances the chunks that are not done.</summary>
    /// <param name="references">The file, from its beginning.</param>
    /// <param name="survey">What <see cref="SurveyAsync"/> found in it.</param>
    /// <param name="done">What an earlier run has done.</param>
    /// <param name="finished">Called for each chunk in the order of the file, with its result lines and with what is done then.</param>
    /// <param name="cancellation">Cancels the work. The store keeps the finished answers of the chunk, for the next run.</param>
    /// <returns>The outcomes, or the failure that a run would have reported.</returns>
    /// <exception cref="IOException">The store is unavailable.</exception>
    public async Task<StepOutcome<FileProgress>> RunAsync(
        Stream references,
        FileSurvey survey,
        FileProgress done,
        Func<ReadOnlyMemory<byte>, FileProgress, Task> finished,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(survey);
        var batch = Batch();
        await requests.SaveAsync(new AcceptedRequest { Batch = batch, ContentHash = "offline" }, cancellation);
        var duplicates = new DuplicateLines(survey.Suspects);
        var index = 0;
        StepFailure? failure = null;
        using var cutter = new ReferenceFileCutter(store, Offline, limits.Value);
        await cutter.ReadAsync(references, TakeAsync, cancellation);
        return failure is null ? done : failure;

        async ValueTask TakeAsync(byte[] rented, int length, CancellationToken cancellation)
        {
            var lines = new ArrayBufferWriter<byte>(length);
            var repeated = duplicates.CopyFirstLines(rented.AsSpan(0, length), lines);
            PayloadPool.Return(rented);
            var input = new ChunkInput(batch, index++);
            if (input.Index < done.Chunks || failure is not null)
            {
                return;
            }

            await store.WriteAsync(Offline, BatchItems.Chunk(input.Index), lines.WrittenMemory, cancellation);
            var outcome = await enhance.RunAsync(input, cancellation);
            if (outcome.Value is not { } chunk)
            {
                failure = outcome.Failure;
                return;
            }

            done = new FileProgress(index, done.Counts + chunk.Counts + new EntryCounts { Duplicates = repeated });
            await FinishAsync(input.Index, done, finished, cancellation);
        }
    }

    private async Task FinishAsync(int index, FileProgress done, Func<ReadOnlyMemory<byte>, FileProgress, Task> finished, CancellationToken cancellation)
    {
        using var results = await store.ReadAsync(Offline, BatchItems.ResultChunk(index), cancellation)
            ?? throw new PayloadLostException($"Result chunk {index} is missing right after it was written.");
        await finished(results.Content, done);
        await store.DeleteAsync(Offline, BatchItems.Chunk(index), cancellation);
        await store.DeleteAsync(Offline, BatchItems.ResultChunk(index), cancellation);
    }

    private static ValueTask Discard(byte[] rented, int length, CancellationToken cancellation)
    {
        PayloadPool.Return(rented);
        return ValueTask.CompletedTask;
    }

    private Batch Batch() => new()
    {
        Id = Offline,
        Robot = robots.All[0].Id,
        Origin = BatchOrigin.Batch,
        Generation = ApiGeneration.G2,
        AcceptedAt = time.GetUtcNow(),
        UrlsIssuedAt = time.GetUtcNow(),
    };
}
