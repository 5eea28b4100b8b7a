using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Catalog;

/// <summary>The schema of requests for assistance, which is part of the Hub. It is installed in a workspace with its first task.</summary>
internal sealed class ShippedSchema(TimeProvider time)
{
    private const string Resource = "schemas/robot-assistance.yml";

    private static readonly byte[] File = ReadFile();

    /// <summary>What its file says.</summary>
    public TaskSchema Content { get; } = SchemaReader.Read(Resource, File).Schema ?? throw new InvalidOperationException($"The schema {Resource} that is part of the Hub cannot be read.");

    /// <summary>Whether a file would take its name and is another one.</summary>
    public bool IsTakenBy(TaskSchema other, byte[] content) => other.Name == Content.Name && !content.AsSpan().SequenceEqual(File);

    /// <summary>Its version in a workspace.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<InstalledVersion> FindOrInstallAsync(HubStore store, Guid workspaceId, CancellationToken cancellation)
    {
        if (await FindAsync(store, workspaceId, cancellation) is { } known)
        {
            return known;
        }

        // Of two first requests at the same time, the second finds what the first has installed.
        await store.LockAsync($"schema {workspaceId} {Content.Name}", cancellation);
        return await FindAsync(store, workspaceId, cancellation) ?? await InstallAsync(store, workspaceId, cancellation);
    }

    private async Task<InstalledVersion?> FindAsync(HubStore store, Guid workspaceId, CancellationToken cancellation)
    {
        // What this very transaction has installed is not in the store yet.
        if (store.Schemas.Local.FirstOrDefault(schema => schema.WorkspaceId == workspaceId && schema.Name == Content.Name) is { } added
            && store.SchemaVersions.Local.FirstOrDefault(version => version.SchemaId == added.Id && version.FullVersion == Content.Version.Full) is { } local)
        {
            return local;
        }

        return await store.Schemas.AsNoTracking().Where(schema => schema.WorkspaceId == workspaceId && schema.Name == Content.Name)
            .Join(store.SchemaVersions.AsNoTracking().Where(version => version.FullVersion == Content.Version.Full), static schema => schema.Id, static version => version.SchemaId, static (_, version) => version)
            .SingleOrDefaultAsync(cancellation);
    }

    private async Task<InstalledVersion> InstallAsync(HubStore store, Guid workspaceId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var schema = await store.Schemas.SingleOrDefaultAsync(found => found.WorkspaceId == workspaceId && found.Name == Content.Name, cancellation);
        if (schema is null)
        {
            schema = new InstalledSchema { Id = Guid.CreateVersion7(now), WorkspaceId = workspaceId, Name = Content.Name, CreatedAt = now };
            store.Schemas.Add(schema);
        }

        var version = new InstalledVersion
        {
            Id = Guid.CreateVersion7(now),
            SchemaId = schema.Id,
            Version = Content.Version.Text,
            FullVersion = Content.Version.Full,
            Content = File,
            InstalledAt = now,
        };
        store.SchemaVersions.Add(version);
        return version;
    }

    private static byte[] ReadFile()
    {
        using var file = typeof(ShippedSchema).Assembly.GetManifestResourceStream(Resource)!;
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }
}
