using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Download;

/// <summary>Writes chunks to the store in the background: while two are being written, the next one is filled.</summary>
internal sealed class ChunkWriter(IBatchStore store, BatchId batch) : IAsyncDisposable
{
    private Task _older = Task.CompletedTask;
    private Task _newer = Task.CompletedTask;

    public int Count { get; private set; }

    /// <summary>Starts writing a chunk after the last but one is written. The writer takes ownership of <paramref name="rented"/>.</summary>
    public async ValueTask WriteAsync(byte[] rented, int length, CancellationToken cancellation)
    {
        await _older;
        _older = _newer;
        _newer = WriteAsync(BatchItems.Chunk(Count++), rented, length, cancellation);
    }

    /// <summary>Waits for the last chunks.</summary>
    public Task FlushAsync() => Task.WhenAll(_older, _newer);

    public async ValueTask DisposeAsync() =>
        await FlushAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WriteAsync(string item, byte[] rented, int length, CancellationToken cancellation)
    {
        try
        {
            await store.WriteAsync(batch, item, rented.AsMemory(0, length), cancellation);
        }
        finally
        {
            PayloadPool.Return(rented);
        }
    }
}
