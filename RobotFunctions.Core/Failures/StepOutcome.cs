using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Failures;

/// <summary>Why a step failed; the kind decides what the recipe does about it (the failure verdicts of the design).</summary>
public enum FailureKind
{
    /// <summary>Outside trouble that passes: 408, 425, 429, 5xx, network, time-out. Tried again with back-off and jitter.</summary>
    Transient,

    /// <summary>Storage refused a signed URL (403). Refreshed where the API generation can.</summary>
    SignedUrlRefused,

    /// <summary>The repository does not know the request, or not yet. Tried again for a short while.</summary>
    NotFound,

    /// <summary>Trying again cannot help.</summary>
    Permanent,

    /// <summary>The report may have arrived, and asking is not possible; sending it again might import it twice.</summary>
    Uncertain,

    /// <summary>The batch is no longer ours.</summary>
    LeaseLost,

    /// <summary>What an earlier step stored is gone or damaged; the run starts over from the download.</summary>
    PayloadLost,

    /// <summary>The step was asked to stop.</summary>
    Stopped,

    /// <summary>An exception escaped the step: a bug, or the machine. Tried again a few times.</summary>
    Crashed,

    /// <summary>
    /// Only the robot's operator can help: a setting is wrong, a key is refused, a file of the robot's own is gone. The batch is not to blame: a
    /// polled one is given back and no more are claimed, a pushed one is tried again for as long as transient trouble is.
    /// </summary>
    Misconfigured,
}

/// <summary>A step's failure.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Reason">A sentence for a person, without secrets or signed queries.</param>
/// <param name="RetryAfter">How long the other side asked us to wait; null when it did not say.</param>
public sealed record StepFailure(FailureKind Kind, string Reason, TimeSpan? RetryAfter = null)
{
    /// <summary>An operator asked the run to end.</summary>
    public static StepFailure Cancelled { get; } = new(FailureKind.Stopped, "An operator cancelled the run.");
}

/// <summary>What a step gives back: a value or a failure. It crosses the engine, so it is small and serialisable.</summary>
public sealed record StepOutcome<T>
    where T : notnull
{
    /// <summary>The value; meaningful only without a failure.</summary>
    public T? Value { get; init; }

    /// <summary>The failure; null on success.</summary>
    public StepFailure? Failure { get; init; }

    /// <summary>Whether the step did its work.</summary>
    [JsonIgnore]
    public bool Succeeded => Failure is null;

    /// <summary>A success.</summary>
    public static implicit operator StepOutcome<T>(T value) => new() { Value = value };

    /// <summary>A failure.</summary>
    public static implicit operator StepOutcome<T>(StepFailure failure) => new() { Failure = failure };
}
