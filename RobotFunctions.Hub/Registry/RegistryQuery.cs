using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>Which objects of a workspace are listed; null filters nothing.</summary>
internal sealed record RegistryQuery
{
    public Guid WorkspaceId { get; init; }

    public RegistryKind Kind { get; init; } = RegistryKind.Project;

    /// <summary>The workspace that a caller named, which may be another than its own: then nothing is listed.</summary>
    public Guid? OnlyWorkspaceId { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>What they belong to, directly or by what is between.</summary>
    public Guid? WithinId { get; init; }

    public string? Name { get; init; }

    /// <summary>A part of the name.</summary>
    public string? NamePart { get; init; }

    public string? Type { get; init; }

    public string? Status { get; init; }

    public string? SerialNumber { get; init; }

    /// <summary>How many are passed over before the first page.</summary>
    public int Skip { get; init; }

    /// <summary>Reads at most so many objects, newest first: ids begin with their time.</summary>
    /// <param name="store">The store.</param>
    /// <param name="before">Only those before this one: the last of the page before.</param>
    /// <param name="limit">How many.</param>
    public IQueryable<RegistryItem> Apply(HubStore store, Guid? before, int limit)
    {
        var all = store.RegistryItems;
        var items = all.AsNoTracking().Where(item => item.WorkspaceId == WorkspaceId && item.Kind == Kind);
        if (OnlyWorkspaceId is { } workspace)
        {
            items = items.Where(item => item.WorkspaceId == workspace);
        }

        if (ParentId is { } parent)
        {
            items = items.Where(item => item.ParentId == parent);
        }

        if (WithinId is { } within)
        {
            items = items.Where(item => item.ParentId == within || all.Any(parent => parent.Id == item.ParentId && parent.ParentId == within));
        }

        if (NamePart is not null)
        {
            var part = NameKey.Of(NamePart);
            items = items.Where(item => item.NameKey.Contains(part));
        }

        if (Name is not null)
        {
            var key = NameKey.Of(Name);
            items = items.Where(item => item.NameKey == key);
        }

        if (Type is not null)
        {
            items = items.Where(item => item.Type == Type);
        }

        if (Status is not null)
        {
            items = items.Where(item => item.Status == Status);
        }

        if (SerialNumber is not null)
        {
            var key = NameKey.Of(SerialNumber);
            items = items.Where(item => item.SerialKey == key);
        }

        if (before is { } last)
        {
            items = items.Where(item => item.Id.CompareTo(last) < 0);
        }

        items = items.OrderByDescending(static item => item.Id);
        return (before is null && Skip > 0 ? items.Skip(Skip) : items).Take(limit);
    }
}
