namespace RobotFunctions.Simulator.Batches;

/// <summary>The status of a pending enhancement (protocol 1.5).</summary>
public enum PendingStatus : byte
{
    /// <summary>Waiting for a robot.</summary>
    Pending,

    /// <summary>Leased by a robot.</summary>
    Processing,

    /// <summary>The result is being imported.</summary>
    Importing,

    /// <summary>The result was imported and is being indexed.</summary>
    Indexing,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Discarded as an exact duplicate.</summary>
    Discarded,

    /// <summary>Failed; not retried.</summary>
    Failed,

    /// <summary>The lease expired. A new pending enhancement replaces it, unless this was the last of four deliveries.</summary>
    Expired,
}

internal static class PendingTransitions
{
    public static bool MayBecome(this PendingStatus from, PendingStatus to) => (from, to) switch
    {
        (PendingStatus.Pending, PendingStatus.Processing) => true,
        (PendingStatus.Processing, PendingStatus.Importing or PendingStatus.Expired or PendingStatus.Failed) => true,
        (PendingStatus.Importing, PendingStatus.Indexing or PendingStatus.Discarded or PendingStatus.Failed) => true,
        (PendingStatus.Indexing, PendingStatus.Completed) => true,
        _ => false,
    };

    public static bool IsTerminal(this PendingStatus status) =>
        status is PendingStatus.Completed or PendingStatus.Discarded or PendingStatus.Failed or PendingStatus.Expired;

    /// <summary>The name on the wire.</summary>
    public static string Text(this PendingStatus status) => status.ToString().ToLowerInvariant();
}
