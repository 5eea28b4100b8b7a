using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;

namespace RobotFunctions.Core.Steps;

/// <summary>A slice of a batch's chunks.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="First">Index of the first chunk.</param>
/// <param name="Count">How many.</param>
/// <param name="Plan">The settings that apply to the run.</param>
public sealed record ChunkSegment(Batch Batch, int First, int Count, RunPlan Plan);

/// <summary>The outcome of a segment.</summary>
/// <param name="Counts">The sums over its chunks.</param>
/// <param name="ResultBytes">The length of its result chunks.</param>
/// <param name="Failure">Why it failed; null if it is complete.</param>
public sealed record SegmentOutcome(EntryCounts Counts, long ResultBytes, StepFailure? Failure = null);
