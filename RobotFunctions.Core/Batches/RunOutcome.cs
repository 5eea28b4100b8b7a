using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Batches;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>The result was uploaded and the repository accepted the callback.</summary>
    Delivered,

    /// <summary>The run failed and the repository accepted the error.</summary>
    ErrorDelivered,

    /// <summary>The callback could not be delivered; everything needed to deliver it waits in the dead letters.</summary>
    DeadLettered,

    /// <summary>A polled batch that is no longer ours: somebody else gets it.</summary>
    LeaseLost,

    /// <summary>A polled batch given back on purpose, by letting its lease lapse.</summary>
    LeaseAbandoned,

    /// <summary>The former name of <see cref="LeaseAbandoned"/>, still read from stored histories and runs in this release.</summary>
    LetLapse = LeaseAbandoned,
}

/// <summary>A run's last word.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Counts">What became of the references.</param>
/// <param name="Reason">Why, where it did not simply succeed: a sentence for a person, without secrets.</param>
public sealed record RunOutcome(RunEnd End, EntryCounts Counts, string? Reason = null)
{
    /// <summary>Whether the batch failed as a whole: it has no delivered result, or one without a single enhancement though there were references.</summary>
    [JsonIgnore]
    public bool IsFailure => End != RunEnd.Delivered || (Counts.Enhanced == 0 && Counts.Failed + Counts.BadLines > 0);
}
