using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Wakes the delivery loop for the deliveries that a committed transaction added. Before the commit they would not be visible to it.</summary>
internal sealed class CommitWakesDelivery(DeliverySignal signal) : DbTransactionInterceptor
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
        var pending = store?.ChangeTracker.Entries<EventDelivery>().Where(static entry => entry.Entity.Status == DeliveryStatus.Pending) ?? [];
        foreach (var subscription in pending.Select(static entry => entry.Entity.SubscriptionId).Distinct())
        {
            signal.Wake(subscription);
        }
    }
}
