using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>Reads the versions of objects, also of deleted ones.</summary>
internal static class RegistryHistory
{
    /// <summary>What a change is called that deletes.</summary>
    public const string Deleted = "deleted";

    /// <summary>The versions of an object of a workspace, the newest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">The object.</param>
    /// <param name="before">Only those before this one; null for all.</param>
    public static IQueryable<RegistryVersion> Of(HubStore store, Guid workspaceId, RegistryKind kind, Guid id, int? before = null)
    {
        var versions = store.RegistryVersions.AsNoTracking().Where(version => version.ItemId == id && version.WorkspaceId == workspaceId && version.Kind == kind);
        return (before is { } last ? versions.Where(version => version.Version < last) : versions).OrderByDescending(static version => version.Version);
    }

    /// <summary>The version that an object had at a time. None if it did not exist yet; the deletion if it existed no more.</summary>
    public static IQueryable<RegistryVersion> At(HubStore store, Guid workspaceId, RegistryKind kind, Guid id, DateTimeOffset time) => store.RegistryVersions.AsNoTracking()
        .Where(version => version.ItemId == id && version.WorkspaceId == workspaceId && version.Kind == kind && version.At <= time)
        .OrderByDescending(static version => version.At).ThenByDescending(static version => version.Version)
        .Take(1);

    /// <summary>The fields that an object had in a version; null if it has no such version.</summary>
    public static async Task<JsonObject?> FieldsOfAsync(HubStore store, RegistryItem item, int version, CancellationToken cancellation) =>
        await store.RegistryVersions.Where(found => found.ItemId == item.Id && found.WorkspaceId == item.WorkspaceId && found.Version == version)
            .Select(static found => found.Document).SingleOrDefaultAsync(cancellation) is { } document
            ? RegistryDocument.FieldsOf(document)
            : null;
}
