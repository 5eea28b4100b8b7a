namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>What came of one attempt.</summary>
internal sealed record SendOutcome
{
    public required SendVerdict Verdict { get; init; }

    /// <summary>What the channel said, or why there was no answer: a sentence without secrets.</summary>
    public required string Answer { get; init; }

    /// <summary>How long the channel asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What each recipient answered for good so far, for the next attempt.</summary>
    public string? Recipients { get; init; }

    public static SendOutcome Delivered(string answer) => new() { Verdict = SendVerdict.Delivered, Answer = answer };

    /// <summary>The channel will never take it.</summary>
    public static SendOutcome Refused(string answer) => new() { Verdict = SendVerdict.Refused, Answer = answer };

    /// <summary>The channel may take it later.</summary>
    public static SendOutcome Failed(string answer, TimeSpan? retryAfter = null) => new() { Verdict = SendVerdict.Failed, Answer = answer, RetryAfter = retryAfter };
}

/// <summary>How an attempt ended.</summary>
internal enum SendVerdict
{
    /// <summary>The channel took it.</summary>
    Delivered,

    /// <summary>It may work later.</summary>
    Failed,

    /// <summary>It will never work.</summary>
    Refused,
}
