using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>The store of undeliverable callbacks: files locally, blobs and a queue on Azure.</summary>
public interface IDeadLetters
{
    /// <summary>Stores a dead letter durably, replacing an older one of the same batch.</summary>
    Task KeepAsync(DeadLetter letter, CancellationToken cancellation);

    /// <summary>The dead letter of a batch, or null.</summary>
    Task<DeadLetter?> FindAsync(BatchId id, CancellationToken cancellation);

    /// <summary>All of them, oldest first.</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken cancellation);

    /// <summary>Removes a dead letter; does nothing if there is none.</summary>
    Task RemoveAsync(BatchId id, CancellationToken cancellation);
}
