using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>Registers the notification loop.</summary>
internal static class NotificationServices
{
    /// <summary>Adds what sends notifications.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<NotificationSignal>()
        .AddSingleton<IInterceptor, CommitWakesNotifications>()
        .AddSingleton<FailedNotifications>()
        .AddSingleton<NotificationClaims>()
        .AddSingleton<NotificationQueue>()
        .AddHostedService<NotificationLoop>();
}
