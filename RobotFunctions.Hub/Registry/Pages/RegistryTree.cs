using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>Reads the tree: projects with their levels and maps, and those with their robots, fixed assets and features.</summary>
internal static class RegistryTree
{
    /// <summary>How many children of one object are shown. Its own page leads to the others.</summary>
    public const int MaxChildren = 30;

    /// <summary>Reads what belongs to projects.</summary>
    public static async Task<IReadOnlyList<TreeNode>> ReadAsync(HubStore store, IReadOnlyList<RegistryItem> projects, CancellationToken cancellation)
    {
        var branches = await ChildrenAsync(store, projects, cancellation);
        var leaves = await ChildrenAsync(store, branches.SelectMany(static group => group), cancellation);
        return [.. projects.Select(project => Node(project, branches, branch => Node(branch, leaves, static leaf => TreeNode.Of(leaf, [], hasMore: false))))];
    }

    private static TreeNode Node(RegistryItem item, ILookup<Guid?, RegistryItem> children, Func<RegistryItem, TreeNode> show) =>
        TreeNode.Of(item, [.. children[item.Id].Take(MaxChildren).Select(show)], hasMore: children[item.Id].Skip(MaxChildren).Any());

    // One more than is shown of each parent, in one query.
    private static async Task<ILookup<Guid?, RegistryItem>> ChildrenAsync(HubStore store, IEnumerable<RegistryItem> parents, CancellationToken cancellation)
    {
        var ids = parents.Select(static parent => parent.Id).ToList();
        var items = store.RegistryItems;
        var children = ids.Count == 0 ? [] : await items.AsNoTracking().Where(parent => ids.Contains(parent.Id))
            .SelectMany(parent => items.Where(child => child.ParentId == parent.Id).OrderBy(static child => child.NameKey).Take(MaxChildren + 1))
            .AsNoTracking().ToListAsync(cancellation);
        return children.OrderBy(static child => RegistryKind.All.IndexOf(child.Kind)).ThenBy(static child => child.NameKey, StringComparer.Ordinal).ToLookup(static child => child.ParentId);
    }
}
