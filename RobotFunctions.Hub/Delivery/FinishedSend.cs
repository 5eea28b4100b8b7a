namespace RobotFunctions.Hub.Delivery;

/// <summary>The end of a send.</summary>
/// <param name="Delivery">The delivery, as it was claimed.</param>
/// <param name="Url">The URL it was sent to.</param>
/// <param name="Result">What came of it; null if it was interrupted, which is not an attempt.</param>
/// <param name="Verdict">What happens to the delivery.</param>
/// <param name="Attempt">The attempt to store; null if it was interrupted.</param>
internal sealed record FinishedSend(EventDelivery Delivery, string Url, SendResult? Result, DeliveryVerdict Verdict, DeliveryAttempt? Attempt);
