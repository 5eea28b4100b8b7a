namespace RobotFunctions.Core.Polling;

/// <summary>What one look at the repository came to.</summary>
public enum PollEnd
{
    /// <summary>A batch was claimed and its run is under way.</summary>
    Claimed,

    /// <summary>The repository has no work for this robot.</summary>
    NoWork,

    /// <summary>As many runs are open as may be; nothing was asked.</summary>
    Full,

    /// <summary>The repository could not be asked, or refused.</summary>
    Failed,
}

/// <summary>What one look at the repository came to.</summary>
/// <param name="End">The outcome.</param>
/// <param name="Batch">The batch that was claimed.</param>
/// <param name="Reason">Why it failed: a sentence for a person.</param>
/// <param name="RetryAfter">How long the repository asked us to wait.</param>
public sealed record PollVerdict(PollEnd End, Protocol.BatchId? Batch = null, string? Reason = null, TimeSpan? RetryAfter = null);
