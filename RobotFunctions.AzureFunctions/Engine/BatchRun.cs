using RobotFunctions.Core.Batches;

namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>The input of an <c>EnhanceBatch</c> instance. It lies in the history for days, so it names no signed URL and no reference.</summary>
/// <param name="Batch">What the run may know.</param>
/// <param name="Plan">The numbers it goes by.</param>
/// <param name="ContentHash">Tells the same request from another one under the same id.</param>
public sealed record BatchRun(Batch Batch, RunPlan Plan, string ContentHash);
