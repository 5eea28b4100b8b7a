using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Catalog;

/// <summary>A version of a schema, read.</summary>
/// <param name="VersionId">The id of the installed version.</param>
/// <param name="Schema">What its file says.</param>
internal sealed record CatalogVersion(Guid VersionId, TaskSchema Schema);

/// <summary>The installed schemas, read. Versions never change, so each is read once.</summary>
internal sealed class SchemaCatalog
{
    private readonly ConcurrentDictionary<Guid, TaskSchema> _read = new();

    /// <summary>What the file of a version says.</summary>
    public async Task<TaskSchema> ReadAsync(HubStore store, Guid versionId, CancellationToken cancellation)
    {
        if (_read.TryGetValue(versionId, out var known))
        {
            return known;
        }

        var content = await store.SchemaVersions.Where(version => version.Id == versionId).Select(static version => version.Content).SingleAsync(cancellation);
        var reading = SchemaReader.Read("stored schema", content);
        var schema = reading.Schema ?? throw new InvalidOperationException($"The stored schema {versionId} cannot be read any more: {reading.Problems[0]}");
        return _read.GetOrAdd(versionId, schema);
    }

    /// <summary>The version that new tasks use.</summary>
    /// <param name="store">The store.</param>
    /// <param name="schemaId">The schema.</param>
    /// <param name="wanted">The version that is asked for, which may be a pre-release; null for the newest that is not one.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>Null if there is none.</returns>
    public async Task<CatalogVersion?> FindAsync(HubStore store, Guid schemaId, string? wanted, CancellationToken cancellation)
    {
        var versions = (await store.SchemaVersions.AsNoTracking().Where(version => version.SchemaId == schemaId).Select(static version => new { version.Id, version.Version }).ToListAsync(cancellation))
            .Select(static stored => (stored.Id, Version: Parse(stored.Version))).ToList();
        var chosen = wanted is null ? SchemaVersion.Newest(versions.Select(static stored => stored.Version)) : SchemaVersion.TryParse(wanted, out var parsed) ? parsed : null;
        return chosen is not null && versions.FirstOrDefault(stored => stored.Version == chosen) is { Id: var id } && id != Guid.Empty
            ? new CatalogVersion(id, await ReadAsync(store, id, cancellation))
            : null;
    }

    /// <summary>The newest version of each schema of a workspace that has one which is no pre-release, by name.</summary>
    public async Task<IReadOnlyList<CatalogVersion>> NewestAsync(HubStore store, Guid workspaceId, CancellationToken cancellation)
    {
        var versions = await store.Schemas.AsNoTracking().Where(schema => schema.WorkspaceId == workspaceId)
            .Join(store.SchemaVersions, static schema => schema.Id, static version => version.SchemaId, static (schema, version) => new { schema.Name, version.Id, version.Version })
            .ToListAsync(cancellation);
        var newest = new List<CatalogVersion>();
        foreach (var schema in versions.GroupBy(static version => version.Name).OrderBy(static schema => schema.Key, StringComparer.Ordinal))
        {
            var chosen = SchemaVersion.Newest(schema.Select(static version => Parse(version.Version)));
            if (schema.FirstOrDefault(version => Parse(version.Version) == chosen) is { } found)
            {
                newest.Add(new CatalogVersion(found.Id, await ReadAsync(store, found.Id, cancellation)));
            }
        }

        return newest;
    }

    /// <summary>The schema of a name.</summary>
    public static async Task<InstalledSchema?> FindSchemaAsync(HubStore store, Guid workspaceId, string name, CancellationToken cancellation) =>
        name.Any(char.IsControl) ? null : await store.Schemas.SingleOrDefaultAsync(schema => schema.WorkspaceId == workspaceId && schema.Name == name, cancellation);

    private static SchemaVersion Parse(string stored) =>
        SchemaVersion.TryParse(stored, out var version) ? version : throw new InvalidOperationException($"The stored version {stored} cannot be read any more.");
}
