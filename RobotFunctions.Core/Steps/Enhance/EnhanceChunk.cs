using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>Runs the robot's enhancer over a chunk and stores the result chunk: one line per reference, in the order of the chunk. References that an earlier run of it answered are not enhanced again.</summary>
internal sealed partial class EnhanceChunk(
    AcceptedRequests requests,
    IBatchStore store,
    ConfiguredRobots robots,
    RobotEnhancers enhancers,
    IOptions<LimitsOptions> limits,
    OpenChunks open,
    TimeProvider time,
    ILogger<EnhanceChunk> logger) : IStep<ChunkInput, EnhancedChunk>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<EnhancedChunk>> RunAsync(ChunkInput input, CancellationToken cancellation)
    {
        var (batch, index) = (input.Batch.Id, input.Index);
        using var chunk = await store.ReadAsync(batch, BatchItems.Chunk(index), cancellation);
        if (chunk is null || await requests.LoadAsync(batch, cancellation) is not { } request)
        {
            return new StepFailure(FailureKind.PayloadLost, $"Chunk {index} is no longer in the robot's store.");
        }

        var robot = robots.Get(input.Batch.Robot);
        var context = new EnhancerContext
        {
            Batch = batch,
            Robot = robot.Id,
            RobotVersion = robot.Options.Version,
            ExtraFields = request.ExtraFields,
        };
        using var lines = new PooledBuffer(chunk.Content.Length / 8);
        var references = Math.Min(chunk.Content.Span.Count((byte)'\n'), limits.Value.ChunkReferences);
        var answers = new ChunkAnswers(lines, new ResultChunkWriter(lines, robot, limits.Value, logger), references);
        await using var partial = await PartialResults.OpenAsync(store, batch, index, answers, time, logger, cancellation);
        var enhancer = enhancers.Of(robot);
        open.Add(batch, answers);
        try
        {
            using var enhancement = new ChunkEnhancement(enhancer, context, answers, partial, limits.Value.LineBytes);
            await enhancement.RunAsync(chunk, cancellation);
            if (enhancer.Misconfiguration is { } problem)
            {
                return new StepFailure(FailureKind.Misconfigured, problem);
            }

            using var ordered = new PooledBuffer(0);
            var results = answers.InOrder(ordered);
            await store.WriteAsync(batch, BatchItems.ResultChunk(index), results, cancellation);
            await partial.DeleteAsync(cancellation);
            LogEnhanced(logger, batch, index, answers.Counts.Enhanced, answers.Counts.Failed, answers.Counts.BadLines);
            return new EnhancedChunk(answers.Counts, results.Length);
        }
        finally
        {
            open.Remove(answers);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Run {RunId}: chunk {Chunk} has {Enhanced} enhanced references, {Failed} failed, {BadLines} bad lines")]
    private static partial void LogEnhanced(ILogger logger, BatchId runId, int chunk, long enhanced, long failed, long badLines);
}
