using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Intake;

/// <summary>What an endpoint answers, host types aside.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">For a refusal, one sentence a person understands; it goes into the problem details' <c>detail</c>.</param>
public sealed record IntakeAnswer(int Status, string? Detail = null)
{
    /// <summary>The accepted request; null for a refusal.</summary>
    public BatchId? Request { get; init; }

    /// <summary>When to come back (503); null otherwise.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request was taken; its run is durable.</summary>
    public static IntakeAnswer Accepted(BatchId request) => new(202) { Request = request };

    /// <summary>The body is longer than the limit.</summary>
    public static IntakeAnswer TooLarge(int limit) =>
        new(413, $"The request is longer than {limit} bytes. Ask for fewer references at once, or have the robot's operator raise Limits:RequestBytes.");

    /// <summary>There is too much work, or trouble with the store.</summary>
    public static IntakeAnswer Unavailable(string detail) => new(503, detail) { RetryAfter = TimeSpan.FromSeconds(30) };
}
