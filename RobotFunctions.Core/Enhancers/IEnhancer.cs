using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Core.Enhancers;

/// <summary>
/// Makes one enhancement of one reference. This is the code that the author of a robot writes; the host does everything else.
/// </summary>
/// <remarks>
/// One instance serves many references concurrently, so any state must be thread-safe. Equal input should give
/// equal output: the repository discards exact duplicates, so that a batch delivered twice is not doubled. What it returns is read after the call:
/// JSON of a document that is disposed by then must be cloned. Content that throws while it is read fails its own reference only.
/// </remarks>
public interface IEnhancer
{
    /// <summary>Enhances a reference, or returns the reason why it cannot.</summary>
    /// <param name="reference">The reference; valid only until the task ends.</param>
    /// <param name="context">The batch, the robot and the request's extra fields.</param>
    /// <param name="cancellation">Cancelled on time-out and on shutdown.</param>
    /// <returns>
    /// <see cref="EnhancerOutcome.Enhanced"/> or <see cref="EnhancerOutcome.Failed"/>. An exception is retried, then the reference fails.
    /// </returns>
    ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation);
}
