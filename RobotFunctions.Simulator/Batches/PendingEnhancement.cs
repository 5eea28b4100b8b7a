using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Simulator.Batches;

/// <summary>A requested enhancement.</summary>
internal sealed class PendingEnhancement(RegisteredRobot robot, ReferenceSource source, int position, int retryDepth)
{
    public RegisteredRobot Robot { get; } = robot;

    public Guid ReferenceId => Source.Ids[Position];

    public ReferenceSource Source { get; } = source;

    /// <summary>The position of the reference in the source.</summary>
    public int Position { get; } = position;

    /// <summary>The number of earlier deliveries of the reference that expired.</summary>
    public int RetryDepth { get; } = retryDepth;

    public PendingStatus Status { get; set; }
}
