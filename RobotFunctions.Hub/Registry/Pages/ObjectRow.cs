using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>An object of a list.</summary>
/// <param name="Link">The object.</param>
/// <param name="Place">The names of what it belongs to; empty for a project.</param>
/// <param name="Type">Its type; null for kinds without one.</param>
/// <param name="Status">Its status; null for kinds without one.</param>
/// <param name="IsDisabled">Whether it is a robot that is disabled.</param>
/// <param name="Connection">Whether it reports, if it is a robot; null for other kinds.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record ObjectRow(ObjectLink Link, string Place, string? Type, string? Status, bool IsDisabled, RobotConnection? Connection, DateTimeOffset UpdatedAt)
{
    internal static async Task<IReadOnlyList<ObjectRow>> ReadAsync(HubStore store, Guid workspaceId, IReadOnlyList<RegistryItem> items, CancellationToken cancellation)
    {
        var ids = items.Select(static item => item.Id).ToList();
        var places = await ObjectLink.ReadAsync(store, workspaceId, [.. items.Select(static item => item.ParentId).OfType<Guid>().Distinct()], cancellation);
        var connections = ids.Count == 0 ? [] : await store.RobotObservations.Where(observation => ids.Contains(observation.RobotId))
            .ToDictionaryAsync(static observation => observation.RobotId, static observation => observation.Connection, cancellation);
        return
        [
            .. items.Select(item => new ObjectRow(
                ObjectLink.Of(item),
                ObjectLink.TextOf(ObjectLink.PathTo(item.ParentId, places)),
                item.Type,
                item.Status,
                item.DisabledAt is not null,
                item.Kind == RegistryKind.Robot ? connections.GetValueOrDefault(item.Id) : null,
                item.UpdatedAt)),
        ];
    }
}
