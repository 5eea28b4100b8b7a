using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Core.Enhancers;

/// <summary>
/// What a robot's author writes: makes one enhancement of one reference. Everything around it is the host's.
/// </summary>
/// <remarks>
/// The same instance serves many references at once, so it keeps no state between calls that is not thread-safe. Equal input should give
/// equal output: the repository discards exact duplicates, so that a batch delivered twice is not doubled.
/// </remarks>
public interface IEnhancer
{
    /// <summary>Enhances a reference, or says why it cannot.</summary>
    /// <param name="reference">The reference; valid only until the task ends.</param>
    /// <param name="context">What was asked, and by whom.</param>
    /// <param name="cancellation">Cancelled on time-out and on shutdown.</param>
    /// <returns>
    /// <see cref="EnhancerOutcome.Enhanced"/> or <see cref="EnhancerOutcome.Failed"/>. Throwing means "try again, then fail this reference".
    /// </returns>
    ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation);
}
