using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Simulator.Batches;

/// <summary>An enhancement that a robot is asked for.</summary>
internal sealed class PendingEnhancement(RegisteredRobot robot, ReferenceSource source, int position, int retryDepth)
{
    public RegisteredRobot Robot { get; } = robot;

    public Guid ReferenceId => Source.Ids[Position];

    public ReferenceSource Source { get; } = source;

    /// <summary>Which reference of the source.</summary>
    public int Position { get; } = position;

    /// <summary>How many deliveries of the same reference expired before.</summary>
    public int RetryDepth { get; } = retryDepth;

    public PendingStatus Status { get; set; }
}
