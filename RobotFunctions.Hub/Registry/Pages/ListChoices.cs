using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>What the filters of a list offer.</summary>
/// <param name="Places">What objects of the kind belong to, directly or by what is between: ids and names.</param>
/// <param name="Types">Their types.</param>
/// <param name="Statuses">Their statuses.</param>
public sealed record ListChoices(IReadOnlyList<(string Value, string Text)> Places, IReadOnlyList<string> Types, IReadOnlyList<string> Statuses)
{
    private const int MaxPlaces = 200;
    private const int MaxTypes = 100;

    internal static async Task<ListChoices> ReadAsync(HubStore store, Guid workspaceId, RegistryKind kind, CancellationToken cancellation)
    {
        var items = store.RegistryItems.AsNoTracking().Where(item => item.WorkspaceId == workspaceId);
        var vocabulary = kind.Fields.FirstOrDefault(static field => field.Name.EndsWith("_type", StringComparison.Ordinal))?.Choices;
        var types = vocabulary is { Count: > 0 } ? vocabulary : await items.Where(item => item.Kind == kind && item.Type != null)
            .Select(static item => item.Type!).Distinct().OrderBy(static type => type).Take(MaxTypes).ToListAsync(cancellation);
        return new ListChoices(await PlacesAsync(items, kind, cancellation), types, kind.Fields.FirstOrDefault(static field => field.Name == "status")?.Choices ?? []);
    }

    private static async Task<IReadOnlyList<(string, string)>> PlacesAsync(IQueryable<RegistryItem> items, RegistryKind kind, CancellationToken cancellation)
    {
        RegistryKind[] above = kind.Parent is not { } parent ? [] : parent.Parent is { } grandparent ? [grandparent, parent] : [parent];
        var places = new Dictionary<Guid, ObjectLink>();
        foreach (var level in above)
        {
            var found = await items.Where(item => item.Kind == level).OrderBy(static item => item.NameKey).Take(MaxPlaces)
                .Select(static item => new ObjectLink(item.Kind, item.Id, item.Name, item.ParentId)).ToListAsync(cancellation);
            found.ForEach(link => places[link.Id] = link);
        }

        return [.. places.Values.Select(link => (link.Id.ToString(), ObjectLink.TextOf(ObjectLink.PathTo(link.Id, places)))).OrderBy(static place => place.Item2, StringComparer.OrdinalIgnoreCase)];
    }
}
