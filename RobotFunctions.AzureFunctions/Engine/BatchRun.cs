using RobotFunctions.Core.Batches;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>The input of an <c>EnhanceBatch</c> instance. The history keeps it for days, so it contains no signed URL and no reference.</summary>
/// <param name="Batch">The batch, without payloads and secrets.</param>
/// <param name="Plan">The settings that apply to the run.</param>
/// <param name="ContentHash">Distinguishes a repeated request from a different request with the same id.</param>
public sealed record BatchRun(Batch Batch, RunPlan Plan, string ContentHash);
