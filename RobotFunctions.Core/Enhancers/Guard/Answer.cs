namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>What a guarded enhancer says of a reference, after all its attempts.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Took">The time spent on the reference, waits between attempts included.</param>
/// <param name="IsLasting">
/// Whether the outcome is about the reference. A failure because of the enhancer's settings, or because its service is unavailable, is not: asked again
/// later, the enhancer may answer.
/// </param>
internal readonly record struct Answer(EnhancerOutcome Outcome, TimeSpan Took = default, bool IsLasting = true);
