using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Files;

/// <summary>All objects of a workspace, found by parent, kind and name.</summary>
internal sealed class RegistryIndex
{
    private readonly Dictionary<(Guid? Parent, RegistryKind Kind, string Name), RegistryItem> _byName;
    private readonly ILookup<Guid?, RegistryItem> _byParent;

    private RegistryIndex(List<RegistryItem> items) =>
        (_byName, _byParent) = (items.ToDictionary(static item => (item.ParentId, item.Kind, item.NameKey)), items.ToLookup(static item => item.ParentId));

    /// <summary>Reads all objects of a workspace. They are not tracked.</summary>
    public static async Task<RegistryIndex> ReadAsync(HubStore store, Guid workspaceId, CancellationToken cancellation)
    {
        var items = await store.RegistryItems.AsNoTracking().Where(item => item.WorkspaceId == workspaceId).ToListAsync(cancellation);

        // Sorted here, because each database has its own order of texts.
        items.Sort(static (one, other) => string.CompareOrdinal(one.NameKey, other.NameKey));
        return new RegistryIndex(items);
    }

    /// <summary>An object; null if there is none.</summary>
    /// <param name="parent">The object that it belongs to; null for projects.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name, compared as the registry does.</param>
    public RegistryItem? Find(Guid? parent, RegistryKind kind, string name) => _byName.GetValueOrDefault((parent, kind, NameKey.Of(name)));

    /// <summary>What belongs to an object, in the order of names; to null, the projects.</summary>
    public IEnumerable<RegistryItem> ChildrenOf(Guid? parent) => _byParent[parent];
}
