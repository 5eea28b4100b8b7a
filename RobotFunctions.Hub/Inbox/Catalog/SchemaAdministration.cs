using Microsoft.EntityFrameworkCore;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Webhooks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Catalog;

/// <summary>Sets the secrets of schemas, and removes schemas.</summary>
internal sealed class SchemaAdministration(IDbContextFactory<HubStore> stores, StoreWriter writer, SchemaCatalog catalog, SubscriptionSecrets secrets, TimeProvider time)
{
    /// <summary>Sets the secret of a schema's webhooks. The one before signs too for a day; in a header there is only the new one.</summary>
    /// <param name="caller">Who sets it.</param>
    /// <param name="id">The schema.</param>
    /// <param name="secret">The secret; null for a generated one.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public async Task<CatalogResult> SetSecretAsync(Caller caller, Guid id, string? secret, CancellationToken cancellation)
    {
        if (secret is not null && !SeedWebhook.CanCarry(secret))
        {
            return new CatalogInvalid("The secret is sent in a header: it must have 1 to 1000 visible ASCII characters. Leave it out to get a new one.");
        }

        var shown = secret ?? WebhookSecret.Generate().Reveal();
        await using var reading = await stores.CreateDbContextAsync(cancellation);
        var versions = await reading.SchemaVersions.Where(version => version.SchemaId == id).Select(static version => version.Id).ToListAsync(cancellation);
        var schemas = new List<Schemas.TaskSchema>();
        foreach (var version in versions)
        {
            schemas.Add(await catalog.ReadAsync(reading, version, cancellation));
        }

        var now = time.GetUtcNow();
        var known = await SchemaHooks.ReadAsync(reading, id, cancellation);
        var hooks = HookPlan.Of(schemas, shown, secrets, (origin, header) => known.TryGetValue((origin, header), out var found) ? found : Guid.CreateVersion7(now));
        var encrypted = secrets.Protect(id, shown);
        return await writer.RunAsync<CatalogResult>(
            async store =>
            {
                if (await FindAsync(store, caller, id, cancellation) is not { } schema)
                {
                    return new SchemaNotFound();
                }

                if (!await SchemaHooks.StoreAsync(store, schema, hooks, rotate: true, now, cancellation))
                {
                    store.ChangeTracker.Clear();
                    return new CatalogConflict("Somebody else changed the schema at the same time. Set the secret again.");
                }

                schema.Secret = encrypted;
                store.Audit.Add(AuditEntry.Of(caller, "schema.secret-set", schema.Name, now));
                return new SecretSet(shown);
            },
            cancellation);
    }

    /// <summary>Removes a schema with its versions, tasks and webhooks. The histories of its tasks stay.</summary>
    /// <param name="caller">Who removes it.</param>
    /// <param name="id">The schema.</param>
    /// <param name="name">Its name, which whoever removes it has typed.</param>
    /// <param name="cancellation">Cancels before it is removed.</param>
    public Task<CatalogResult> RemoveAsync(Caller caller, Guid id, string? name, CancellationToken cancellation) => writer.RunAsync<CatalogResult>(
        async store =>
        {
            if (await FindAsync(store, caller, id, cancellation) is not { } schema)
            {
                return new SchemaNotFound();
            }

            if (schema.Name != name)
            {
                return new CatalogConflict("This removes the schema, its versions and all its tasks. Send the name of the schema in the parameter confirm if you mean it.");
            }

            var hooks = store.SchemaHooks.Where(hook => hook.SchemaId == id).Select(static hook => hook.SubscriptionId);
            await store.Subscriptions.Where(subscription => hooks.Contains(subscription.Id)).ExecuteDeleteAsync(cancellation);
            await store.Tasks.Where(task => task.SchemaId == id).ExecuteDeleteAsync(cancellation);
            await store.Schemas.Where(found => found.Id == id).ExecuteDeleteAsync(cancellation);
            store.Audit.Add(AuditEntry.Of(caller, "schema.removed", schema.Name, time.GetUtcNow()));
            store.Entry(schema).State = EntityState.Detached;
            return new SchemaRemoved();
        },
        cancellation);

    private static Task<InstalledSchema?> FindAsync(HubStore store, Caller caller, Guid id, CancellationToken cancellation) =>
        store.Schemas.SingleOrDefaultAsync(schema => schema.Id == id && schema.WorkspaceId == caller.WorkspaceId, cancellation);
}
