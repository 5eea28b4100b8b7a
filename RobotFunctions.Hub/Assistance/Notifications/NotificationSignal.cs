using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>Wakes the notification loop for channels.</summary>
internal sealed class NotificationSignal : WakeSignal;
