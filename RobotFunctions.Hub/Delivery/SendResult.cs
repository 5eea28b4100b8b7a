namespace RobotFunctions.Hub.Delivery;

/// <summary>What came of one attempt.</summary>
internal sealed record SendResult
{
    /// <summary>The HTTP status of the answer; null if there was none.</summary>
    public int? Answer { get; init; }

    /// <summary>Why it failed: a sentence without secrets; null if the destination accepted the event.</summary>
    public string? Problem { get; init; }

    /// <summary>How long the destination asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the destination accepted the event.</summary>
    public bool Succeeded => Problem is null;

    /// <summary>Whether the destination wants no events any more (410).</summary>
    public bool IsGone => Answer == StatusCodes.Status410Gone;

    /// <summary>Whether the destination as a whole did not work, so that other events would fail like this one.</summary>
    public bool IsUnavailable => !Succeeded && Answer is null or StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or >= 500;

    /// <summary>An attempt without an answer.</summary>
    public static SendResult Unanswered(string problem) => new() { Problem = problem };
}
