namespace RobotFunctions.Simulator.Robots;

/// <summary>A robot's response to a push (protocol 1.1).</summary>
/// <param name="Status">The HTTP status; null if there was no response.</param>
/// <param name="Error">What the repository stores as the request's error; null if the robot accepted.</param>
public sealed record RobotAnswer(int? Status, string? Error)
{
    /// <summary>Whether the status is 202.</summary>
    public bool IsAccepted => Status == 202;

    /// <summary>Whether the robot rejected the request, as opposed to failing.</summary>
    public bool IsRejected => Status is < 500 and not 202;
}
