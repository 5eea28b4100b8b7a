using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Batches;

/// <summary>A run as an operator sees it: no signed URL, no secret.</summary>
public sealed record RunStatus
{
    /// <summary>The run's id.</summary>
    public required BatchId Id { get; init; }

    /// <summary>The robot that was asked.</summary>
    public required RobotId Robot { get; init; }

    /// <summary>How the batch came.</summary>
    public required BatchOrigin Origin { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When anything last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How far it is.</summary>
    public required RunProgress Progress { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public RunOutcome? Outcome { get; init; }
}
