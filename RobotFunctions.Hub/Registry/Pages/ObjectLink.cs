using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>An object that a page names.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ParentId">What it belongs to; null for a project.</param>
public sealed record ObjectLink(RegistryKind Kind, Guid Id, string Name, Guid? ParentId)
{
    /// <summary>What follows the workspace in the path of its page.</summary>
    public string Path => $"{RegistryPages.Path}/{Kind.Plural}/{Id}";

    internal static ObjectLink Of(RegistryItem item) => new(item.Kind, item.Id, item.Name, item.ParentId);

    /// <summary>The objects of a workspace with these ids, and what they belong to.</summary>
    internal static async Task<Dictionary<Guid, ObjectLink>> ReadAsync(HubStore store, Guid workspaceId, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, ObjectLink>();
        for (var wanted = ids; wanted.Count > 0; wanted = [.. found.Values.Select(static link => link.ParentId).OfType<Guid>().Where(id => !found.ContainsKey(id)).Distinct()])
        {
            var items = await store.RegistryItems.AsNoTracking().Where(item => item.WorkspaceId == workspaceId && wanted.Contains(item.Id))
                .Select(static item => new ObjectLink(item.Kind, item.Id, item.Name, item.ParentId)).ToListAsync(cancellation);
            if (items.Count == 0)
            {
                break;
            }

            items.ForEach(item => found[item.Id] = item);
        }

        return found;
    }

    /// <summary>An object with what it belongs to, the project first; none if it is not there.</summary>
    internal static IReadOnlyList<ObjectLink> PathTo(Guid? id, IReadOnlyDictionary<Guid, ObjectLink> links) =>
        id is { } known && links.TryGetValue(known, out var link) ? [.. PathTo(link.ParentId, links), link] : [];

    /// <summary>The names of a path: <c>Main Warehouse / Level 1</c>.</summary>
    internal static string TextOf(IEnumerable<ObjectLink> path) => string.Join(" / ", path.Select(static link => link.Name));
}
