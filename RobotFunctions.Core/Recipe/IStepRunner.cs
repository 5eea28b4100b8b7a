using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Recipe;

/// <summary>
/// The only interface between the recipe and an engine. The recipe awaits only these tasks, reads only the clock <see cref="Now"/> and does no
/// I/O, so that it obeys the replay rules of Durable Functions. Implemented by the Durable engine, the in-process engine of Local and the tests.
/// </summary>
public interface IStepRunner
{
    /// <summary>The replay-safe time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Completes, with the reason, when the run must end: an operator cancels it (<see cref="StepFailure.Cancelled"/>) or, for a segment with its own
    /// history, the run it belongs to is interrupted.
    /// </summary>
    Task<StepFailure> CancellationRequested { get; }

    /// <summary>
    /// Runs a step at least once and records its outcome: a run that resumes after a crash gets the recorded outcome without running the step again.
    /// An <see cref="IOException"/> that escapes the step becomes a <see cref="FailureKind.Transient"/> failure (the store is unavailable), any
    /// other exception a <see cref="FailureKind.Crashed"/> one; the task itself never fails because of the step.
    /// </summary>
    Task<StepOutcome<TOutput>> RunAsync<TInput, TOutput>(StepDefinition<TInput, TOutput> step, TInput input)
        where TInput : notnull
        where TOutput : notnull;

    /// <summary>
    /// Enhances a range of chunks as its own run (<c>EnhanceChunks</c>), so that no single history grows with the batch. When
    /// <paramref name="interrupted"/> completes, the segment starts no more steps, waits for the running ones, and fails with that reason.
    /// </summary>
    Task<SegmentOutcome> RunSegmentAsync(ChunkSegment segment, Task<StepFailure> interrupted);

    /// <summary>Waits durably until <paramref name="due"/>. Cancellation ends the wait with <see cref="OperationCanceledException"/>.</summary>
    Task DelayUntilAsync(DateTimeOffset due, CancellationToken cancellation);

    /// <summary>Publishes the progress of the run for its status.</summary>
    void SetProgress(RunProgress progress);

    /// <summary>
    /// Asks the running steps, those of a segment included, to stop because their results are not needed; they end as
    /// <see cref="FailureKind.Stopped"/>. An engine that cannot stop a running step lets it finish.
    /// </summary>
    void StopSteps();
}
