using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>What a change of a subscription is made of: who, which, and how it is audited.</summary>
/// <param name="Caller">Who changes it.</param>
/// <param name="Id">The subscription.</param>
/// <param name="Action">The change in the audit, such as <c>subscription.rotated</c>.</param>
internal sealed record SubscriptionChange(Caller Caller, Guid Id, string Action)
{
    /// <summary>The caller's <c>If-Match</c>; null for any version.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Runs <paramref name="change"/> on the subscription, if the caller's workspace has it in the version that the caller expects.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="change">Changes it, or refuses to; what it refuses has no effect and is not audited.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<SubscriptionResult> RunAsync(HubStore store, DateTimeOffset now, Func<Subscription, Task<SubscriptionResult>> change, CancellationToken cancellation)
    {
        if (await store.Subscriptions.SingleOrDefaultAsync(found => found.Id == Id && found.WorkspaceId == Caller.WorkspaceId, cancellation) is not { } subscription)
        {
            return SubscriptionResult.NotFound("subscription");
        }

        if (IfMatch is not null && !ETags.Matches(IfMatch, subscription.Tag))
        {
            return SubscriptionResult.Stale();
        }

        var result = await change(subscription);
        if (result.Problem is null)
        {
            subscription.Version++;
            store.Audit.Add(AuditEntry.Of(Caller, Action, Id.ToString(), now));
        }

        return result;
    }

    /// <inheritdoc cref="RunAsync(HubStore, DateTimeOffset, Func{Subscription, Task{SubscriptionResult}}, CancellationToken)"/>
    public Task<SubscriptionResult> RunAsync(HubStore store, DateTimeOffset now, Func<Subscription, SubscriptionResult> change, CancellationToken cancellation) =>
        RunAsync(store, now, subscription => Task.FromResult(change(subscription)), cancellation);
}
