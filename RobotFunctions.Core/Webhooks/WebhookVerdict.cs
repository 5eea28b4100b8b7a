namespace RobotFunctions.Core.Webhooks;

/// <summary>The result of verifying a webhook; the default value rejects.</summary>
public enum WebhookVerdict
{
    /// <summary>No signature matches: another secret, or a changed id, timestamp or body.</summary>
    Wrong,

    /// <summary>The signature is valid and current.</summary>
    Valid,

    /// <summary>One of the three headers is missing or empty.</summary>
    MissingHeader,

    /// <summary>A header cannot be read, is too long or repeated, or there is no signature of version 1.</summary>
    Malformed,

    /// <summary>The timestamp is too old: the message may be replayed, or a clock is wrong.</summary>
    Stale,

    /// <summary>The timestamp is too far in the future: a clock is wrong.</summary>
    Future,
}
