namespace RobotFunctions.Simulator.Robots;

/// <summary>A robot's answer to a push, as the repository reads it (protocol 1.1).</summary>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Error">What the repository stores as the request's error; null when the robot accepted.</param>
public sealed record RobotAnswer(int? Status, string? Error)
{
    /// <summary>Whether it is exactly 202.</summary>
    public bool IsAccepted => Status == 202;

    /// <summary>Whether the robot said no, rather than being in trouble itself.</summary>
    public bool IsRejected => Status is < 500 and not 202;
}
