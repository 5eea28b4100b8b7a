using Microsoft.EntityFrameworkCore;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Catalog;

/// <summary>Installs schema files.</summary>
internal sealed class SchemaInstaller(IDbContextFactory<HubStore> stores, StoreWriter writer, SchemaCatalog catalog, SubscriptionSecrets secrets, ShippedSchema shipped, HubOptions options, TimeProvider time)
{
    private static readonly CatalogConflict Meanwhile = new("Somebody else installed a version of this schema at the same time. Install yours again.");

    /// <summary>Installs a file as a version of its schema.</summary>
    /// <param name="caller">Who installs it.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="isDryRun">Whether it is only checked.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public async Task<CatalogResult> InstallAsync(Caller caller, byte[] content, bool isDryRun, CancellationToken cancellation)
    {
        var reading = SchemaReader.Read("schema", content);
        if (reading.Schema is not { } schema)
        {
            return new SchemaInvalid(reading.Problems);
        }

        if (shipped.IsTakenBy(schema, content))
        {
            return new CatalogInvalid($"The schema \"{schema.Name}\" is part of the Hub, which installs it itself. Give yours another name.");
        }

        if (HookProblem(schema) is { } problem)
        {
            return new CatalogInvalid(problem);
        }

        var now = time.GetUtcNow();
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var existing = await SchemaCatalog.FindSchemaAsync(store, caller.WorkspaceId, schema.Name, cancellation);
        if (existing is not null && await CompareAsync(store, existing, schema, content, cancellation) is { } known)
        {
            return known;
        }

        var (planned, secret, hooks) = await PlanAsync(store, caller, existing, schema, now, cancellation);
        var version = new InstalledVersion
        {
            Id = Guid.CreateVersion7(now),
            SchemaId = planned.Id,
            Version = schema.Version.Text,
            FullVersion = schema.Version.Full,
            Content = content,
            InstalledAt = now,
        };
        if (isDryRun)
        {
            return new SchemaInstalled(planned, new CatalogVersion(version.Id, schema), IsNew: true, Secret: null);
        }

        try
        {
            return await writer.RunAsync<CatalogResult>(
                async store =>
                {
                    var stored = await SchemaCatalog.FindSchemaAsync(store, caller.WorkspaceId, schema.Name, cancellation);
                    if ((stored ?? planned).Id != planned.Id || stored is null != existing is null)
                    {
                        return Meanwhile;
                    }

                    if (stored is null)
                    {
                        store.Schemas.Add(planned);
                    }
                    else
                    {
                        stored.Secret ??= planned.Secret;
                    }

                    store.SchemaVersions.Add(version);
                    store.Audit.Add(AuditEntry.Of(caller, "schema.installed", $"{schema.Name} {schema.Version}", now));
                    if (await SchemaHooks.StoreAsync(store, stored ?? planned, hooks, rotate: false, now, cancellation))
                    {
                        return new SchemaInstalled(stored ?? planned, new CatalogVersion(version.Id, schema), IsNew: true, secret);
                    }

                    store.ChangeTracker.Clear();
                    return Meanwhile;
                },
                cancellation);
        }
        catch (DbUpdateException taken) when (StoreFailures.IsTaken(taken))
        {
            return Meanwhile;
        }
    }

    private async Task<CatalogResult?> CompareAsync(HubStore store, InstalledSchema existing, TaskSchema schema, byte[] content, CancellationToken cancellation)
    {
        var same = await store.SchemaVersions.AsNoTracking().Where(version => version.SchemaId == existing.Id && version.FullVersion == schema.Version.Full).ToListAsync(cancellation);
        return SchemaInstallations.Decide(schema.Version, content, same.Select(version => (schema.Version, version.Content))) switch
        {
            SchemaInstallation.Identical => new SchemaInstalled(existing, new CatalogVersion(same[0].Id, await catalog.ReadAsync(store, same[0].Id, cancellation)), IsNew: false, Secret: null),
            SchemaInstallation.Taken => new CatalogConflict(
                $"The version {same[0].Version} of \"{schema.Name}\" is installed with another content, and tasks depend on it: semver {schema.Version} would collide. Give the file a new semver."),
            _ => null,
        };
    }

    private async Task<(InstalledSchema Schema, string? NewSecret, IReadOnlyList<HookPlan> Hooks)> PlanAsync(
        HubStore store, Caller caller, InstalledSchema? existing, TaskSchema schema, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = existing?.Id ?? Guid.CreateVersion7(now);
        var hasHook = schema.TaskTypes.Any(type => schema.HookUrl(type) is not null);

        // The receivers of task-inbox have a secret of their own already, which somebody sets.
        var generated = existing?.Secret is null && hasHook && schema.HookHeader is null ? WebhookSecret.Generate().Reveal() : null;
        var secret = existing?.Secret is { } stored ? secrets.Reveal(id, stored) : generated;
        var planned = new InstalledSchema
        {
            Id = id,
            WorkspaceId = caller.WorkspaceId,
            Name = schema.Name,
            CreatedAt = now,
            Secret = generated is null ? null : secrets.Protect(id, generated),
        };
        var known = await SchemaHooks.ReadAsync(store, id, cancellation);
        return (planned, generated, secret is null ? [] : HookPlan.Of([schema], secret, secrets, (origin, header) => known.TryGetValue((origin, header), out var found) ? found : Guid.CreateVersion7(now)));
    }

    private string? HookProblem(TaskSchema schema) => schema.TaskTypes.Select(schema.HookUrl).OfType<Uri>().Distinct()
        .Select(url => DestinationUrl.TryCreate(url.AbsoluteUri, options.AllowPrivateDestinations, out _, out var problem) ? null : $"The webhook of a task type cannot be used. {problem}")
        .FirstOrDefault(static problem => problem is not null);
}
