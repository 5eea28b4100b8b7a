using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>The store of undeliverable callbacks: files locally, blobs and a queue on Azure.</summary>
public interface IDeadLetters
{
    /// <summary>Stores a dead letter durably, replacing an older one of the same batch.</summary>
    Task KeepAsync(DeadLetter letter, CancellationToken cancellation);

    /// <summary>The dead letter of a batch, or null.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or was written by a newer version. The message names it and says what to do.</exception>
    Task<DeadLetter?> FindAsync(BatchId id, CancellationToken cancellation);

    /// <summary>All of them. A letter that cannot be read is named and does not hide the others.</summary>
    Task<DeadLetterList> ListAsync(CancellationToken cancellation);

    /// <summary>How many there are, without reading them.</summary>
    Task<int> CountAsync(CancellationToken cancellation);

    /// <summary>
    /// Claims the delivery of a batch's dead letter until the claim is disposed of; null if somebody else has claimed it. The claim of a process that
    /// crashes expires within a minute.
    /// </summary>
    Task<IAsyncDisposable?> TryClaimAsync(BatchId id, CancellationToken cancellation);

    /// <summary>Removes a dead letter; does nothing if there is none.</summary>
    Task RemoveAsync(BatchId id, CancellationToken cancellation);

    /// <summary>Records that a dead letter was delivered. The letter itself is kept until it is removed.</summary>
    Task RememberDeliveryAsync(DeliveredDeadLetter delivered, CancellationToken cancellation);

    /// <summary>The record of the last delivered dead letter of a batch, or null.</summary>
    Task<DeliveredDeadLetter?> FindDeliveryAsync(BatchId id, CancellationToken cancellation);
}
