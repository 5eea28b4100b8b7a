using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Storage;

/// <summary>
/// Stores a batch's payloads between steps (claim checks): the accepted request, the chunks and the result chunks. Files locally,
/// blobs on Azure. Items are bounded in size (a chunk, a line), so they are passed as a whole in pooled memory.
/// </summary>
/// <remarks>
/// Every operation is idempotent. A write is durable when the task completes: it survives a crash of the process
/// and of the machine. Failures of the store are thrown as <see cref="IOException"/>, which engines treat as transient.
/// </remarks>
public interface IBatchStore
{
    /// <summary>Creates or replaces an item atomically: a reader never sees a part of it.</summary>
    Task WriteAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Reads a whole item; null if there is none. The caller disposes the result.</summary>
    Task<StoredItem?> ReadAsync(BatchId batch, string item, CancellationToken cancellation);

    /// <summary>Removes an item; does nothing if there is none.</summary>
    Task DeleteAsync(BatchId batch, string item, CancellationToken cancellation);

    /// <summary>Removes all items of a batch; does nothing if there are none.</summary>
    Task DeleteAllAsync(BatchId batch, CancellationToken cancellation);
}
