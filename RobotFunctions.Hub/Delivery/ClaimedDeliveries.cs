namespace RobotFunctions.Hub.Delivery;

/// <summary>Deliveries to send now, until their lease ends.</summary>
/// <param name="Subscription">Where to, as it is now; null if it is disabled or was deleted.</param>
/// <param name="Items">Each with its event.</param>
internal sealed record ClaimedDeliveries(Subscription? Subscription, IReadOnlyList<(EventDelivery Delivery, HubEvent Event)> Items);
