using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Local.Engine;

/// <summary>What the engine runs: it knows how to run recipes, not what they do.</summary>
/// <param name="RunBatch">The whole run of a batch.</param>
/// <param name="RunSegment">A segment of it, for <see cref="IStepRunner.RunSegmentAsync"/>.</param>
public sealed record EngineRecipe(
    Func<IStepRunner, Batch, RunPlan, Task<RunOutcome>> RunBatch,
    Func<IStepRunner, ChunkSegment, Task<StepFailure>, Task<SegmentOutcome>> RunSegment)
{
    /// <summary>The robot's recipe.</summary>
    public static EngineRecipe Robot { get; } = new(EnhanceBatch.RunAsync, EnhanceChunks.RunAsync);
}
