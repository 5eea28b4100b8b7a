namespace RobotFunctions.Simulator.Batches;

/// <summary>How a pending enhancement stands (protocol 1.5).</summary>
public enum PendingStatus : byte
{
    /// <summary>It waits for a robot.</summary>
    Pending,

    /// <summary>A robot has it, for as long as its lease lasts.</summary>
    Processing,

    /// <summary>The result is being imported.</summary>
    Importing,

    /// <summary>The result was imported and is being indexed.</summary>
    Indexing,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Discarded as an exact duplicate.</summary>
    Discarded,

    /// <summary>Failed, for good.</summary>
    Failed,

    /// <summary>The lease ran out. Another one has taken its place, unless this was the last of four deliveries.</summary>
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
