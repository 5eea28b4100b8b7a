namespace RobotFunctions.Core.Enhancers;

/// <summary>Thrown by an enhancer whose outside is in passing trouble: the reference is tried again, then failed with this message.</summary>
/// <param name="message">A sentence the requester reads: no secrets.</param>
/// <param name="retryAfter">How long the outside asked to wait; null when it did not say. Waits over a minute are cut to a minute.</param>
public sealed class TransientEnhancerException(string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>How long the outside asked to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
