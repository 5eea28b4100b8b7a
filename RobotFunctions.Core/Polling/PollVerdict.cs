namespace RobotFunctions.Core.Polling;

/// <summary>The result of one poll.</summary>
public enum PollEnd
{
    /// <summary>A batch was claimed and its run was started.</summary>
    Claimed,

    /// <summary>The repository has no work for this robot.</summary>
    NoWork,

    /// <summary>The maximum number of runs is open; the repository was not asked.</summary>
    Full,

    /// <summary>The robot is disabled at the Hub; the repository was not asked.</summary>
    Disabled,

    /// <summary>The repository could not be reached or rejected the poll.</summary>
    Failed,
}

/// <summary>The result of one poll.</summary>
/// <param name="End">The outcome.</param>
/// <param name="Batch">The batch that was claimed.</param>
/// <param name="Reason">Why it failed, or why the robot is disabled: a sentence for a person.</param>
/// <param name="RetryAfter">The Retry-After of the repository.</param>
public sealed record PollVerdict(PollEnd End, Protocol.BatchId? Batch = null, string? Reason = null, TimeSpan? RetryAfter = null);
