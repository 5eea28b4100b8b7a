using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Storage;

/// <summary>
/// Where a batch's payloads wait between steps (claim checks): the accepted request, the chunks and the result chunks. Files locally,
/// blobs on Azure. Items are bounded in size (a chunk, a line), so they are handed over whole, in pooled memory.
/// </summary>
/// <remarks>
/// Every operation may be repeated with the same effect. What was written is durable when the task ends: it survives a crash of the process
/// and of the machine. Trouble with the store itself surfaces as <see cref="IOException"/>, which engines treat as transient.
/// </remarks>
public interface IBatchStore
{
    /// <summary>Creates or replaces an item, all or nothing: no reader ever sees half of it.</summary>
    Task WriteAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Reads an item whole; null when there is none. The caller disposes of what it gets.</summary>
    Task<StoredItem?> ReadAsync(BatchId batch, string item, CancellationToken cancellation);

    /// <summary>Removes one item; nothing happens when there is none.</summary>
    Task DeleteAsync(BatchId batch, string item, CancellationToken cancellation);

    /// <summary>Removes everything of a batch; nothing happens when there is nothing.</summary>
    Task DeleteAllAsync(BatchId batch, CancellationToken cancellation);
}
