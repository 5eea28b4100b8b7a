namespace RobotFunctions.Hub.Delivery;

/// <summary>A subscription, as lists of deliveries name it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record SubscriptionName(Guid Id, string Name);
