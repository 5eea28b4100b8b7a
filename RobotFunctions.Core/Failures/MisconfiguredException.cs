namespace RobotFunctions.Core.Failures;

/// <summary>
/// Thrown where the robot itself has to be put right before it can work at all: a key is refused, a file of its own is gone. An enhancer may throw
/// it; when the robot gets no other answer, its batches are not failed for it (<see cref="FailureKind.Misconfigured"/>).
/// </summary>
/// <param name="message">A sentence for the operator: what is wrong and what to set. It has no secrets, for the repository may read it.</param>
public sealed class MisconfiguredException(string message) : Exception(message);
