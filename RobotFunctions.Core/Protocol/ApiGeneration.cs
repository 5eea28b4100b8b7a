namespace RobotFunctions.Core.Protocol;

/// <summary>The generations of the repository's robot API (protocol section 0).</summary>
public enum ApiGeneration
{
    /// <summary>June to July 2025: unversioned paths, single and batch pushes.</summary>
    G1,

    /// <summary>August 2025: <c>/v1</c> paths, single and batch pushes. Written <c>G1.5</c> in configuration.</summary>
    G15,

    /// <summary>September 2025: one kind of push, <c>/v1/enhancement-requests/{id}/results/</c>.</summary>
    G2,

    /// <summary>Today: the robot polls for leased batches.</summary>
    G3,
}
