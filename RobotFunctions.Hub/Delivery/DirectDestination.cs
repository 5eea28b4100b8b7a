namespace RobotFunctions.Hub.Delivery;

/// <summary>A destination that an area of the Hub addresses itself.</summary>
/// <param name="Subscription">The subscription, whose secrets are used.</param>
/// <param name="OtherUrl">Where it is sent instead of the subscription's URL, at the same origin; null for there.</param>
internal sealed record DirectDestination(Subscription Subscription, string? OtherUrl);
