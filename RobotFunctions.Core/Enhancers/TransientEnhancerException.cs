namespace RobotFunctions.Core.Enhancers;

/// <summary>Thrown by an enhancer on a transient failure: the reference is retried, and then fails with this message.</summary>
/// <param name="message">A sentence for the requester, without secrets.</param>
/// <param name="retryAfter">How long to wait before the next attempt, at most one minute; null for the default back-off.</param>
public sealed class TransientEnhancerException(string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
