using RobotFunctions.Core.Batches;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>
/// A callback that could not be delivered, with everything needed to deliver it later by the redeliver endpoint or by hand. The body is exactly
/// what the repository should receive; it is signed when it is sent, because a signature is valid for five minutes.
/// </summary>
public sealed record DeadLetter
{
    /// <summary>The version this build writes; a reader rejects newer versions.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of this record's layout.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The batch the callback answers.</summary>
    public required Batch Batch { get; init; }

    /// <summary>The callback's body, as text.</summary>
    public required string Body { get; init; }

    /// <summary>The path of the callback below the repository's base URL, with its trailing slash.</summary>
    public required string Path { get; init; }

    /// <summary>Why it could not be delivered: a sentence for a person, without secrets.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it may have arrived, so that sending it again could import the results twice.</summary>
    public required bool Uncertain { get; init; }

    /// <summary>When the robot gave up.</summary>
    public required DateTimeOffset At { get; init; }
}
