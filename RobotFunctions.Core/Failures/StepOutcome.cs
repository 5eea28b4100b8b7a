using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Failures;

/// <summary>Why a step failed; the kind decides what the recipe does (see "Failures are values" in ARCHITECTURE.md).</summary>
public enum FailureKind
{
    /// <summary>A failure that may pass: 408, 425, 429, 5xx, network, time-out. Retried with back-off and jitter.</summary>
    Transient,

    /// <summary>Storage refused a signed URL (403). The URLs are refreshed if the API generation supports it.</summary>
    SignedUrlRefused,

    /// <summary>The repository does not know the request, or not yet. Retried for a short time.</summary>
    NotFound,

    /// <summary>A retry cannot help.</summary>
    Permanent,

    /// <summary>The report may have arrived, and the repository cannot be asked; sending it again might import the results twice.</summary>
    Uncertain,

    /// <summary>The robot no longer holds the lease of the batch.</summary>
    LeaseLost,

    /// <summary>A payload of an earlier step is missing or damaged; the run starts over from the download.</summary>
    PayloadLost,

    /// <summary>The step was asked to stop.</summary>
    Stopped,

    /// <summary>An exception escaped the step: a bug or a machine failure. Retried a few times.</summary>
    Crashed,

    /// <summary>
    /// Only the robot's operator can help: a setting is wrong, a key is refused, a file of the robot's own is gone. The batch is not to blame: a
    /// polled one is given back and no more are claimed, a pushed one is tried again for as long as transient trouble is.
    /// </summary>
    Misconfigured,
}

/// <summary>A step's failure.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Reason">A sentence for a person, without secrets or signed queries.</param>
/// <param name="RetryAfter">The Retry-After of the response; null if there was none.</param>
public sealed record StepFailure(FailureKind Kind, string Reason, TimeSpan? RetryAfter = null)
{
    /// <summary>An operator cancelled the run.</summary>
    public static StepFailure Cancelled { get; } = new(FailureKind.Stopped, "An operator cancelled the run.");
}

/// <summary>The outcome of a step: a value or a failure. It crosses the engine, so it is small and serialisable.</summary>
public sealed record StepOutcome<T>
    where T : notnull
{
    /// <summary>The value; valid only if there is no failure.</summary>
    public T? Value { get; init; }

    /// <summary>The failure; null on success.</summary>
    public StepFailure? Failure { get; init; }

    /// <summary>Whether the step succeeded.</summary>
    [JsonIgnore]
    public bool Succeeded => Failure is null;

    /// <summary>A success.</summary>
    public static implicit operator StepOutcome<T>(T value) => new() { Value = value };

    /// <summary>A failure.</summary>
    public static implicit operator StepOutcome<T>(StepFailure failure) => new() { Failure = failure };
}
