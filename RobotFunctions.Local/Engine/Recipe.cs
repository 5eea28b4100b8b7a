using RobotFunctions.Core.Batches;

namespace RobotFunctions.Local.Engine;

/// <summary>What the engine runs: it knows how to run recipes, not what they do.</summary>
/// <param name="RunBatch">The whole run of a batch.</param>
/// <param name="RunPart">A part of it, for <see cref="IStepRunner.RunPartAsync"/>.</param>
public sealed record Recipe(
    Func<IStepRunner, Batch, RunPlan, Task<RunOutcome>> RunBatch,
    Func<IStepRunner, ChunkRange, Task<PartOutcome>> RunPart)
{
    /// <summary>The robot's recipe.</summary>
    public static Recipe Robot { get; } = new(EnhanceBatch.RunAsync, EnhanceChunks.RunAsync);
}
