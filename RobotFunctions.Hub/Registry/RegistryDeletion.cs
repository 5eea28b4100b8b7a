using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>What is deleted with an object, and whether it may be.</summary>
internal static class RegistryDeletion
{
    /// <summary>The most objects that one deletion takes with it: all are deleted in one transaction, and each is told of.</summary>
    public const int MaxCascade = 10_000;

    /// <summary>Finds what is deleted with an object.</summary>
    /// <param name="store">The store in the transaction of the change.</param>
    /// <param name="item">The object.</param>
    /// <param name="cascade">Whether what belongs to it is deleted too.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The objects, each after those that belong to it; or why it cannot be deleted.</returns>
    public static async Task<(IReadOnlyList<RegistryItem> Items, Problem? Problem)> FindAsync(HubStore store, RegistryItem item, bool cascade, CancellationToken cancellation)
    {
        if (await store.RegistryItems.Where(level => level.PrimaryMapId == item.Id).Select(static level => level.Name).FirstOrDefaultAsync(cancellation) is { } level)
        {
            return ([], Problem.Conflict($"This is the primary map of the level '{level}'. Give the level another one, or none, first."));
        }

        var children = store.RegistryItems.Where(child => child.ParentId == item.Id);
        var counts = await children.GroupBy(static child => child.Kind).Select(static group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation);
        if (counts.Count > 0 && !cascade)
        {
            var what = string.Join(" and ", counts.Select(static count => $"{count.Count} {(count.Count == 1 ? count.Key.Title : count.Key.Plural.Replace('-', ' '))}"));
            return ([], Problem.Conflict($"The {item.Kind.Title} still has {what}. Delete them first, or delete everything with ?cascade=true."));
        }

        // Nothing in the registry has great-grandchildren.
        var grandchildren = store.RegistryItems.Where(grandchild => children.Any(child => child.Id == grandchild.ParentId));
        if (await children.CountAsync(cancellation) + await grandchildren.CountAsync(cancellation) > MaxCascade)
        {
            return ([], Problem.Conflict($"More than {MaxCascade} objects belong to this {item.Kind.Title}. Delete parts of it first."));
        }

        return ([.. await grandchildren.ToListAsync(cancellation), .. await children.OrderBy(static child => child.PrimaryMapId == null).ToListAsync(cancellation), item], null);
    }
}
