using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Notifications;

/// <summary>Wakes the notification loop for the notifications that a committed transaction added. Before the commit they would not be visible to it.</summary>
internal sealed class CommitWakesNotifications(NotificationSignal signal) : DbTransactionInterceptor
{
    /// <inheritdoc/>
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Wake(eventData.Context);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Wake(eventData.Context);

    private void Wake(DbContext? store)
    {
        var pending = store?.ChangeTracker.Entries<Notification>().Where(static entry => entry.Entity.Status == NotificationStatus.Pending) ?? [];
        foreach (var channel in pending.Select(static entry => entry.Entity.ChannelId).Distinct())
        {
            signal.Wake(channel);
        }
    }
}
