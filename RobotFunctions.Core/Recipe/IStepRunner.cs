using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Recipe;

/// <summary>
/// The one seam between the recipe and an engine. The recipe awaits nothing but these tasks, reads no clock but <see cref="Now"/> and does no
/// I/O, so that it obeys the replay rules of Durable Functions. Implemented by the Durable engine, the in-process engine of Local and the tests.
/// </summary>
public interface IStepRunner
{
    /// <summary>The replay-safe time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Ends with the reason when the run is asked to end: an operator cancels it (<see cref="StepFailure.Cancelled"/>) or, where it is a segment with
    /// a history of its own, the run it belongs to is interrupted. Until then it is pending.
    /// </summary>
    Task<StepFailure> CancellationRequested { get; }

    /// <summary>
    /// Runs a step at least once and gives its outcome, which is recorded: a run resumed after a crash gets it again without running the step.
    /// An <see cref="IOException"/> that escapes the step becomes a <see cref="FailureKind.Transient"/> failure (the store is in trouble), any
    /// other exception a <see cref="FailureKind.Crashed"/> one; the task itself never fails because of the step.
    /// </summary>
    Task<StepOutcome<TOutput>> RunAsync<TInput, TOutput>(StepDefinition<TInput, TOutput> step, TInput input)
        where TInput : notnull
        where TOutput : notnull;

    /// <summary>
    /// Enhances a range of chunks as a run of its own (<c>EnhanceChunks</c>), so that no single history grows with the batch. When
    /// <paramref name="interrupted"/> ends, the segment begins no more steps, lets those that run end, and fails with that very reason.
    /// </summary>
    Task<SegmentOutcome> RunSegmentAsync(ChunkSegment segment, Task<StepFailure> interrupted);

    /// <summary>Waits, durably, until <paramref name="due"/>. Cancelling ends the wait with <see cref="OperationCanceledException"/>.</summary>
    Task DelayUntilAsync(DateTimeOffset due, CancellationToken cancellation);

    /// <summary>Shows how far the run is to whoever asks for its status.</summary>
    void SetProgress(RunProgress progress);

    /// <summary>
    /// Asks the steps that are running, those of a segment too, to stop, because nobody needs them any more; they end as
    /// <see cref="FailureKind.Stopped"/>. An engine that cannot reach a running step lets it finish.
    /// </summary>
    void StopSteps();
}
