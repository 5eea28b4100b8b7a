using System.Collections.Concurrent;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>The chunks that this process is enhancing, for the progress of their runs: a slow model takes minutes for one chunk.</summary>
public sealed class OpenChunks
{
    private readonly ConcurrentDictionary<ChunkAnswers, BatchId> _open = new();

    /// <summary>The outcomes so far of the batch's chunks that this process is enhancing.</summary>
    public EntryCounts CountsOf(BatchId batch) => _open
        .Where(open => open.Value == batch)
        .Aggregate(default(EntryCounts), static (sum, open) => sum + open.Key.Counts);

    internal void Add(BatchId batch, ChunkAnswers answers) => _open[answers] = batch;

    internal void Remove(ChunkAnswers answers) => _open.TryRemove(answers, out _);
}
