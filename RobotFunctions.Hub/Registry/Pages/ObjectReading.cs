using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>Reads what the page of an object shows of it.</summary>
internal static class ObjectReading
{
    /// <summary>An object as it is now.</summary>
    public static async Task<ObjectDetails> NowAsync(HubStore store, RegistryItem item, CancellationToken cancellation) =>
        (await OfAsync(store, item.WorkspaceId, item.Kind, item.Document, cancellation)) with { Tag = item.Tag, Children = await ChildrenAsync(store, item.Id, cancellation) };

    /// <summary>An object as it was in a version.</summary>
    public static Task<ObjectDetails> ThenAsync(HubStore store, RegistryVersion version, CancellationToken cancellation) =>
        OfAsync(store, version.WorkspaceId, version.Kind, version.Document, cancellation);

    /// <summary>What belongs to an object, counted by kind.</summary>
    public static async Task<IReadOnlyList<ChildCount>> ChildrenAsync(HubStore store, Guid id, CancellationToken cancellation)
    {
        var counts = await store.RegistryItems.Where(child => child.ParentId == id).GroupBy(static child => child.Kind).Select(static group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation);
        return [.. counts.Select(static count => new ChildCount(count.Key, count.Count)).OrderBy(static count => RegistryKind.All.IndexOf(count.Kind))];
    }

    private static async Task<ObjectDetails> OfAsync(HubStore store, Guid workspaceId, RegistryKind kind, string document, CancellationToken cancellation)
    {
        var members = RegistryDocument.Read(document);
        var ids = kind.Fields.Where(static field => field.Type == RegistryFieldType.Id).Select(field => members[field.Name]?.GetValue<Guid>()).OfType<Guid>().ToList();
        return ObjectDetails.Of(kind, document, await ObjectLink.ReadAsync(store, workspaceId, ids, cancellation));
    }
}
