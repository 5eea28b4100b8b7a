using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>Where undeliverable callbacks wait for a person: files locally, a queue and blobs on Azure.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps a dead letter durably, replacing an older one of the same batch.</summary>
    Task KeepAsync(DeadLetter letter, CancellationToken cancellation);

    /// <summary>The dead letter of a batch; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or was written by a newer version. The message says which, and what to do.</exception>
    Task<DeadLetter?> FindAsync(BatchId id, CancellationToken cancellation);

    /// <summary>All of them. One that cannot be read is named, and the others are listed.</summary>
    Task<DeadLetterList> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// Claims the delivery of a batch's dead letter until the claim is disposed of; null while somebody else has claimed it. A claim whose process
    /// dies ends within a minute.
    /// </summary>
    Task<IAsyncDisposable?> TryClaimAsync(BatchId id, CancellationToken cancellation);

    /// <summary>Removes a dead letter; nothing happens when there is none.</summary>
    Task RemoveAsync(BatchId id, CancellationToken cancellation);

    /// <summary>Remembers that a dead letter was delivered; the letter itself stays until it is removed.</summary>
    Task RememberDeliveryAsync(DeliveredDeadLetter delivered, CancellationToken cancellation);

    /// <summary>The last delivery of a dead letter of a batch; null when there was none, or too long ago.</summary>
    Task<DeliveredDeadLetter?> FindDeliveryAsync(BatchId id, CancellationToken cancellation);
}
