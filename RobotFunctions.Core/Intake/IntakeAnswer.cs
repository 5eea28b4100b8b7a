using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Intake;

/// <summary>The response of the intake, independent of the host.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">The <c>detail</c> of the problem details: one sentence for a person; null for an accepted request.</param>
public sealed record IntakeAnswer(int Status, string? Detail = null)
{
    /// <summary>The accepted request; null if it was rejected.</summary>
    public BatchId? Request { get; init; }

    /// <summary>When to retry (503); null otherwise.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request was accepted and stored durably.</summary>
    public static IntakeAnswer Accepted(BatchId request) => new(202) { Request = request };

    /// <summary>The body is longer than the limit.</summary>
    public static IntakeAnswer TooLarge(int limit) =>
        new(413, $"The request is longer than {limit} bytes. Ask for fewer references at once, or have the robot's operator raise Limits:RequestBytes.");

    /// <summary>The robot is at capacity, or its store is unavailable.</summary>
    public static IntakeAnswer Unavailable(string detail) => new(503, detail) { RetryAfter = TimeSpan.FromSeconds(30) };
}
