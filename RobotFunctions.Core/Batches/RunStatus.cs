using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Batches;

/// <summary>The status of a run as operators see it, without signed URLs and secrets.</summary>
public sealed record RunStatus
{
    /// <summary>The run's id.</summary>
    public required BatchId Id { get; init; }

    /// <summary>The robot that was asked.</summary>
    public required RobotId Robot { get; init; }

    /// <summary>How the batch reached the robot.</summary>
    public required BatchOrigin Origin { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When anything last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The progress.</summary>
    public required RunProgress Progress { get; init; }

    /// <summary>The outcome; null while the run is open.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>What the repository says about the ended run; null unless it was asked and tells robots.</summary>
    public RepositoryVerdict? Verdict { get; init; }
}
