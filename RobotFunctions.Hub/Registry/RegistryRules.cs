using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>
/// The rules that need other objects of the workspace: parents exist, names and serial numbers are unique. The database has them too, for changes at the
/// same time, but not in sentences.
/// </summary>
/// <param name="store">The store in the transaction of the change.</param>
/// <param name="workspaceId">The workspace.</param>
internal sealed class RegistryRules(HubStore store, Guid workspaceId)
{
    /// <summary>Checks an object that is going to be stored.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="existing">The object as it is stored; null for a new one.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>Why it cannot be stored; null if it can.</returns>
    public async Task<RegistryResult?> CheckAsync(RegistryKind kind, RegistryFields fields, RegistryItem? existing, CancellationToken cancellation)
    {
        var columns = fields.Columns;
        return CheckWorkspace(fields)
            ?? CheckMove(kind, columns, existing)
            ?? await CheckParentAsync(kind, columns.ParentId, cancellation)
            ?? await CheckMapAsync(columns, cancellation)
            ?? await CheckNameAsync(kind, fields.Name, columns.ParentId, existing?.Id, cancellation)
            ?? await CheckSerialAsync(columns.SerialNumber, existing?.Id, cancellation);
    }

    private RegistryResult? CheckWorkspace(RegistryFields fields) => fields is ProjectFields { WorkspaceId: { } named } && named != workspaceId
        ? RegistryResult.Invalid(new("workspace_id", "workspace_id is not the workspace of your credential. Leave it out, or use a key of that workspace."))
        : null;

    private static RegistryResult? CheckMove(RegistryKind kind, RegistryColumns columns, RegistryItem? existing) => existing is not null && !kind.CanMove && existing.ParentId != columns.ParentId
        ? RegistryResult.Invalid(new(kind.ParentMember, $"A {kind.Title} stays where it was created: {kind.ParentMember} cannot change. Create another one there."))
        : null;

    private async Task<RegistryResult?> CheckParentAsync(RegistryKind kind, Guid? parentId, CancellationToken cancellation) =>
        kind.Parent is not { } parent || (parentId is { } id && await ExistsAsync(parent, id, cancellation))
            ? null
            : RegistryResult.Invalid(new(kind.ParentMember, $"{kind.ParentMember} must be the id of a {parent.Title} of your workspace. List them with GET /api/v1/{parent.Plural}."));

    private async Task<RegistryResult?> CheckMapAsync(RegistryColumns columns, CancellationToken cancellation) =>
        columns.PrimaryMapId is not { } map
        || await store.RegistryItems.AnyAsync(item => item.Id == map && item.WorkspaceId == workspaceId && item.Kind == RegistryKind.Map && item.ParentId == columns.ParentId, cancellation)
            ? null
            : RegistryResult.Invalid(new("primary_map_id", "primary_map_id must be the id of a map of the same project. List them with GET /api/v1/maps?project_id=ID."));

    private async Task<RegistryResult?> CheckNameAsync(RegistryKind kind, string name, Guid? parentId, Guid? own, CancellationToken cancellation)
    {
        var key = NameKey.Of(name);
        var taken = await store.RegistryItems.AnyAsync(
            item => item.WorkspaceId == workspaceId && item.ParentId == parentId && item.Kind == kind && item.NameKey == key && item.Id != own, cancellation);
        return taken ? RegistryResult.Taken("name", $"There is a {kind.Title} named '{name}' there already. Names are compared without case. Choose another name.") : null;
    }

    private async Task<RegistryResult?> CheckSerialAsync(string? serialNumber, Guid? own, CancellationToken cancellation)
    {
        if (serialNumber is null)
        {
            return null;
        }

        var key = NameKey.Of(serialNumber);
        var other = await store.RegistryItems.Where(item => item.WorkspaceId == workspaceId && item.SerialKey == key && item.Id != own)
            .Select(static item => item.Name).FirstOrDefaultAsync(cancellation);
        return other is null ? null : RegistryResult.Taken("serial_number", $"The robot '{other}' of this workspace has the serial number {serialNumber}. Each has its own.");
    }

    private Task<bool> ExistsAsync(RegistryKind kind, Guid id, CancellationToken cancellation) =>
        store.RegistryItems.AnyAsync(item => item.Id == id && item.WorkspaceId == workspaceId && item.Kind == kind, cancellation);
}
