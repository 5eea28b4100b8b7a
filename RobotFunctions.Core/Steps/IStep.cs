using RobotFunctions.Core.Failures;
namespace RobotFunctions.Core.Steps;

/// <summary>
/// A unit of work of a run (a Durable activity). It runs at least once: it is idempotent and writes deterministic bytes under deterministic
/// names. External failures are returned as a <see cref="StepFailure"/>; an exception is a bug or a machine failure.
/// </summary>
public interface IStep<TInput, TOutput>
    where TOutput : notnull
{
    /// <summary>Does the work. Cancellation means that the host stops or the result is not needed; nothing may be left half-written.</summary>
    Task<StepOutcome<TOutput>> RunAsync(TInput input, CancellationToken cancellation);
}
