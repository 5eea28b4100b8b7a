namespace RobotFunctions.Hub.Delivery;

/// <summary>The end of a send.</summary>
/// <param name="Delivery">The delivery, as it was claimed.</param>
/// <param name="Url">The URL it was sent to; null if it was not sent.</param>
/// <param name="Result">What came of it; null if it was not sent or was interrupted, which is not an attempt.</param>
/// <param name="Attempt">The attempt to store, if it was one.</param>
internal sealed record FinishedSend(EventDelivery Delivery, string? Url, SendResult? Result, DeliveryAttempt? Attempt)
{
    /// <summary>A claimed delivery that is given back.</summary>
    public static FinishedSend NotBegun(EventDelivery delivery) => new(delivery, Url: null, Result: null, Attempt: null);
}

/// <summary>A send that has ended, and what happens to its delivery.</summary>
internal sealed record JudgedSend(FinishedSend Send, DeliveryVerdict Verdict);
