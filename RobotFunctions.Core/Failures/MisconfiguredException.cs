namespace RobotFunctions.Core.Failures;

/// <summary>
/// Thrown if the robot cannot work with its settings: a key is refused, a file of its own is missing. An enhancer may throw it for a reference; if it
/// throws nothing else, its batches are not failed for it (<see cref="FailureKind.Misconfigured"/>).
/// </summary>
public class MisconfiguredException : Exception
{
    /// <summary>A problem that only the robot's operator can fix.</summary>
    /// <param name="message">A sentence for the operator: what is wrong and what to set. It must not contain secrets: the repository may show it.</param>
    /// <exception cref="ArgumentException">The message is blank.</exception>
    public MisconfiguredException(string message)
        : base(message) => ArgumentException.ThrowIfNullOrWhiteSpace(message);
}
