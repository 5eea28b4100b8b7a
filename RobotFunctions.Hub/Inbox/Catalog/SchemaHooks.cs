using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Catalog;

/// <summary>The destinations of schemas' webhooks in the store.</summary>
internal static class SchemaHooks
{
    private const int MaxName = 200;

    /// <summary>The subscriptions of a schema's webhooks, by origin and header.</summary>
    public static async Task<Dictionary<(string Origin, string Header), Guid>> ReadAsync(HubStore store, Guid schemaId, CancellationToken cancellation) =>
        await store.SchemaHooks.AsNoTracking().Where(hook => hook.SchemaId == schemaId).ToDictionaryAsync(static hook => (hook.Origin, hook.Header), static hook => hook.SubscriptionId, cancellation);

    /// <summary>Stores the destinations that a schema lacks.</summary>
    /// <param name="store">The store in a transaction.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="plans">All that it needs.</param>
    /// <param name="rotate">Whether those that are there get the secret too; the one before signs too for <see cref="Subscriptions.Overlap"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>False if somebody else stored one meanwhile.</returns>
    public static async Task<bool> StoreAsync(HubStore store, InstalledSchema schema, IReadOnlyList<HookPlan> plans, bool rotate, DateTimeOffset now, CancellationToken cancellation)
    {
        var stored = await ReadAsync(store, schema.Id, cancellation);
        foreach (var plan in plans)
        {
            if (!stored.TryGetValue((plan.Origin, plan.Header), out var subscriptionId))
            {
                await AddAsync(store, schema, plan, now, cancellation);
            }
            else if (subscriptionId != plan.SubscriptionId)
            {
                return false;
            }
            else if (rotate)
            {
                var subscription = await store.Subscriptions.SingleAsync(found => found.Id == subscriptionId, cancellation);
                subscription.FormerSecret = subscription.Secret;
                subscription.FormerSecretUntil = subscription.Secret is null ? null : now + Subscriptions.Overlap;
                subscription.Secret = plan.Signing;
                subscription.Credential = plan.Credential;
                subscription.Version++;
            }
        }

        return true;
    }

    private static async Task AddAsync(HubStore store, InstalledSchema schema, HookPlan plan, DateTimeOffset now, CancellationToken cancellation)
    {
        var name = $"{schema.Name} {plan.Origin} {plan.Header}".TrimEnd();
        var isTaken = name.Length > MaxName || await store.Subscriptions.AnyAsync(other => other.WorkspaceId == schema.WorkspaceId && other.Name == name, cancellation);
        store.Subscriptions.Add(new Subscription
        {
            Id = plan.SubscriptionId,
            WorkspaceId = schema.WorkspaceId,
            Name = isTaken ? $"{schema.Name} {plan.SubscriptionId}" : name,
            Kind = SubscriptionKind.Webhook,
            Url = plan.Url,
            Types = "",
            Secret = plan.Signing,
            Credential = plan.Credential,
            CreatedAt = now,
            IsDirect = true,
        });
        store.SchemaHooks.Add(new SchemaHook
        {
            Id = Guid.CreateVersion7(now),
            SchemaId = schema.Id,
            Origin = plan.Origin,
            Header = plan.Header,
            SubscriptionId = plan.SubscriptionId,
        });
    }
}
