using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>Where undeliverable callbacks wait for a person: files locally, a queue and blobs on Azure.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps a dead letter durably, replacing an older one of the same batch.</summary>
    Task KeepAsync(DeadLetter letter, CancellationToken cancellation);

    /// <summary>The dead letter of a batch; null when there is none.</summary>
    Task<DeadLetter?> FindAsync(BatchId id, CancellationToken cancellation);

    /// <summary>All of them, oldest first.</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken cancellation);

    /// <summary>Removes a dead letter once it is delivered; nothing happens when there is none.</summary>
    Task RemoveAsync(BatchId id, CancellationToken cancellation);
}
