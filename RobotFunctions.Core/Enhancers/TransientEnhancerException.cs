namespace RobotFunctions.Core.Enhancers;

/// <summary>Thrown by an enhancer on a transient failure: the reference is retried, and then fails with this message.</summary>
/// <param name="message">A sentence for the requester, without secrets.</param>
/// <param name="retryAfter">How long to wait before the next attempt. It can only lengthen the default back-off, to at most one minute; null for the default.</param>
public sealed class TransientEnhancerException(string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>
    /// Whether the service accepts no reference at all, because it is starting, overloaded or down. Such a failure does not count as an attempt: the
    /// reference is retried for <c>Robot:UnavailableTimeout</c>.
    /// </summary>
    /// <value>Default: false.</value>
    public bool ServiceUnavailable { get; init; }
}
