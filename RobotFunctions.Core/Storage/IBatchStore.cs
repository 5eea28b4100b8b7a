using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Storage;

/// <summary>
/// Stores a batch's payloads between steps (claim checks): the accepted request, the chunks and the result chunks. Files locally,
/// blobs on Azure. Items are bounded in size (a chunk, a line), so they are passed as a whole in pooled memory.
/// </summary>
/// <remarks>
/// Every operation but <see cref="AppendAsync"/> is idempotent. A write is durable when the task completes: it survives a crash of the process
/// and of the machine. Failures of the store are thrown as <see cref="IOException"/>, which engines treat as transient.
/// </remarks>
public interface IBatchStore
{
    /// <summary>Creates or replaces an item atomically: a reader never sees a part of it.</summary>
    Task WriteAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Adds to the end of an item and creates it if there is none. An item that was written by <see cref="WriteAsync"/> cannot be appended to.</summary>
    /// <remarks>
    /// Durable when the task completes. An append that crashed, failed or was cancelled may have left nothing, a part or all of its content, and one that
    /// succeeded may have left it twice (a lost response is retried): the format of the item must make that harmless.
    /// </remarks>
    /// <returns>False if the item cannot be appended to any more: on Azure, an item takes 50,000 appends.</returns>
    Task<bool> AppendAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Reads a whole item; null if there is none. The caller disposes the result.</summary>
    Task<StoredItem?> ReadAsync(BatchId batch, string item, CancellationToken cancellation);

    /// <summary>Removes an item; does nothing if there is none.</summary>
    Task DeleteAsync(BatchId batch, string item, CancellationToken cancellation);

    /// <summary>Removes all items of a batch; does nothing if there are none.</summary>
    Task DeleteAllAsync(BatchId batch, CancellationToken cancellation);
}
