using System.Buffers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Download;

/// <summary>Writes chunks to the store in order, one behind the reader: while a chunk is being written the next one fills.</summary>
internal sealed class ChunkWriter(IBatchStore store, BatchId batch) : IAsyncDisposable
{
    private Task _writing = Task.CompletedTask;

    public int Count { get; private set; }

    /// <summary>Starts writing a chunk, once the one before is written. The writer owns <paramref name="rented"/> from here on.</summary>
    public async ValueTask WriteAsync(byte[] rented, int length, CancellationToken cancellation)
    {
        await _writing;
        _writing = WriteAsync(BatchItems.Chunk(Count++), rented, length, cancellation);
    }

    /// <summary>Waits for the last chunk.</summary>
    public Task FlushAsync() => _writing;

    public async ValueTask DisposeAsync() =>
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WriteAsync(string item, byte[] rented, int length, CancellationToken cancellation)
    {
        try
        {
            await store.WriteAsync(batch, item, rented.AsMemory(0, length), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
