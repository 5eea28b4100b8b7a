namespace RobotFunctions.Core.Batches;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>The result was uploaded and the repository accepted the callback.</summary>
    Delivered,

    /// <summary>The run failed and the repository accepted the error.</summary>
    ErrorDelivered,

    /// <summary>The callback could not be delivered; a dead letter contains everything needed to deliver it later.</summary>
    DeadLettered,

    /// <summary>The lease of a polled batch ended; the repository gives the batch to another robot.</summary>
    LeaseLost,

    /// <summary>A polled batch was given back on purpose by not renewing its lease.</summary>
    LeaseAbandoned,

    /// <summary>The former name of <see cref="LeaseAbandoned"/>, still read from stored histories and runs in this release (docs/decisions/010-stored-names-keep-aliases.md).</summary>
    LetLapse = LeaseAbandoned,
}

/// <summary>The outcome of a run.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Counts">The outcomes of the references.</param>
/// <param name="Reason">Why it did not succeed: a sentence for a person, without secrets; null on success.</param>
public sealed record RunOutcome(RunEnd End, EntryCounts Counts, string? Reason = null);
