using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Local.Engine;

/// <summary>The recipe that the engine runs: the engine does not know what recipes do.</summary>
/// <param name="RunBatch">Runs a whole batch.</param>
/// <param name="RunSegment">Runs a segment, for <see cref="IStepRunner.RunSegmentAsync"/>, and tells the outcomes of its chunks as they end.</param>
public sealed record EngineRecipe(
    Func<IStepRunner, Batch, RunPlan, Task<RunOutcome>> RunBatch,
    Func<IStepRunner, ChunkSegment, Task<StepFailure>, Action<EntryCounts>, Task<SegmentOutcome>> RunSegment)
{
    /// <summary>The robot's recipe.</summary>
    public static EngineRecipe Robot { get; } = new(EnhanceBatch.RunAsync, EnhanceChunks.RunAsync);
}
