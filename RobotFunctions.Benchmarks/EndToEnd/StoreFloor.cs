using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Benchmarks.EndToEnd;

/// <summary>
/// Measures the disk alone: the given number of bytes is written to the robot's store durably in chunks and read back. The bare floor stores
/// nothing; a robot that survives a crash must.
/// </summary>
internal static class StoreFloor
{
    private const int AtOnce = 4;

    public static async Task<double> SecondsAsync(string path, long bytes, CancellationToken cancellation)
    {
        using var folder = StoreFolder.Open(path);
        var store = new FileBatchStore(folder);
        var batch = new BatchId(Guid.Empty);
        var chunk = new byte[new LimitsOptions().ChunkBytes];
        new Random(1).NextBytes(chunk);
        var chunks = Enumerable.Range(0, (int)(bytes / chunk.Length) + 1);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };

        var began = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(chunks, options, async (index, token) => await store.WriteAsync(batch, BatchItems.Chunk(index), chunk, token));
        await Parallel.ForEachAsync(chunks, options, async (index, token) => (await store.ReadAsync(batch, BatchItems.Chunk(index), token))!.Dispose());
        var elapsed = TimeProvider.System.GetElapsedTime(began);

        await store.DeleteAllAsync(batch, cancellation);
        return elapsed.TotalSeconds;
    }
}
