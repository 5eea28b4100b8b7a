namespace RobotFunctions.Hub.Delivery;

/// <summary>Wakes the delivery loop for subscriptions.</summary>
internal sealed class DeliverySignal : WakeSignal;
