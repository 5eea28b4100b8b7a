using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>Changes objects within a transaction, and records each change as a version, in the audit, and as an event.</summary>
internal sealed class RegistryChanges(Outbox outbox, TimeProvider time)
{
    /// <summary>Creates an object.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>.</param>
    /// <param name="caller">Who creates it, and in which workspace.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="sent">Its fields, checked by themselves.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <param name="expiresAt">When it is removed; null for never.</param>
    public async Task<RegistryResult> CreateAsync(
        HubStore store, Caller caller, RegistryKind kind, RegistryFields sent, CancellationToken cancellation, DateTimeOffset? expiresAt = null)
    {
        var fields = sent.Normalize(caller.WorkspaceId);
        if (await new RegistryRules(store, caller.WorkspaceId).CheckAsync(kind, fields, existing: null, cancellation) is { } refused)
        {
            return refused;
        }

        var now = time.GetUtcNow();
        var item = new RegistryItem
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = caller.WorkspaceId,
            Kind = kind,
            Name = fields.Name,
            NameKey = NameKey.Of(fields.Name),
            ExpiresAt = expiresAt,
            Document = "",
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        Set(item, fields);
        store.RegistryItems.Add(item);
        await RecordAsync(store, caller, [item], "created", now, cancellation);
        return RegistryResult.Done(item);
    }

    /// <summary>Changes an object that the store tracks. If it stays the same, there is no new version, and nothing is recorded.</summary>
    public async Task<RegistryResult> ChangeAsync(HubStore store, Caller caller, RegistryItem item, RegistryFields sent, CancellationToken cancellation)
    {
        var fields = sent.Normalize(caller.WorkspaceId);
        if (fields.Columns.Status is { } status && status != item.Status && item.Kind.Transitions?.Check(item.Status, status) is { } problem)
        {
            return RegistryResult.Invalid(problem);
        }

        if (await new RegistryRules(store, caller.WorkspaceId).CheckAsync(item.Kind, fields, item, cancellation) is { } refused)
        {
            return refused;
        }

        if (RegistryDocument.Write(item, fields) != item.Document)
        {
            var now = time.GetUtcNow();
            item.UpdatedAt = now;
            item.Version++;
            Set(item, fields);
            await RecordAsync(store, caller, [item], "updated", now, cancellation);
        }

        return RegistryResult.Done(item);
    }

    /// <summary>Disables a robot that the store tracks, or enables it again. One that is so already stays as it is.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>.</param>
    /// <param name="caller">Who does it.</param>
    /// <param name="robot">The robot.</param>
    /// <param name="reason">Why it is disabled; null to enable it.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task SwitchAsync(HubStore store, Caller caller, RegistryItem robot, string? reason, CancellationToken cancellation)
    {
        if (robot.DisabledReason != reason)
        {
            var now = time.GetUtcNow();
            var fields = robot.Kind.Read(RegistryDocument.FieldsOf(robot)).Fields!;
            (robot.DisabledAt, robot.DisabledReason, robot.UpdatedAt) = (reason is null ? null : now, reason, now);
            robot.Version++;
            Set(robot, fields);
            await RecordAsync(store, caller, [robot], reason is null ? "enabled" : "disabled", now, cancellation);
        }
    }

    /// <summary>Deletes objects, each after those that belong to it.</summary>
    public async Task DeleteAsync(HubStore store, Caller caller, IReadOnlyList<RegistryItem> items, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            item.Version++;
        }

        store.RegistryItems.RemoveRange(items);
        await RecordAsync(store, caller, items, RegistryHistory.Deleted, time.GetUtcNow(), cancellation);
    }

    /// <summary>Moves objects, each after its parent, from a temporary workspace to the caller's, where they do not expire.</summary>
    public async Task AdoptAsync(HubStore store, Caller caller, IReadOnlyList<RegistryItem> items, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var item in items)
        {
            var members = RegistryDocument.FieldsOf(item);
            members.Remove(RegistryKind.Project.ParentMember);
            var fields = item.Kind.Read(members).Fields!.Normalize(caller.WorkspaceId);
            (item.WorkspaceId, item.ExpiresAt, item.UpdatedAt) = (caller.WorkspaceId, null, now);
            item.Version++;
            Set(item, fields is LevelFields { Status: LevelStatus.Temporary } level ? level with { Status = LevelStatus.Active } : fields);
        }

        await RecordAsync(store, caller, items, "created", now, cancellation);
    }

    private static void Set(RegistryItem item, RegistryFields fields)
    {
        var columns = fields.Columns;
        item.ParentId = columns.ParentId;
        item.Name = fields.Name;
        item.NameKey = NameKey.Of(fields.Name);
        item.Type = columns.Type;
        item.Status = columns.Status;
        item.SerialKey = columns.SerialNumber is { } serial ? NameKey.Of(serial) : null;
        item.PrimaryMapId = columns.PrimaryMapId;
        item.Document = RegistryDocument.Write(item, fields);
    }

    private async Task RecordAsync(HubStore store, Caller caller, IReadOnlyList<RegistryItem> items, string change, DateTimeOffset now, CancellationToken cancellation)
    {
        store.Audit.AddRange(items.Select(item => AuditEntry.Of(caller, $"{item.Kind.Name}.{change}", item.Id.ToString(), now)));
        store.RegistryVersions.AddRange(items.Select(item => new RegistryVersion
        {
            ItemId = item.Id,
            Version = item.Version,
            WorkspaceId = item.WorkspaceId,
            Kind = item.Kind,
            At = now,
            Actor = caller.Actor,
            RequestId = caller.RequestId,
            Change = change,
            Document = item.Document,
        }));
        var occurred = items.Select(item => new OccurredEvent(item.WorkspaceId, $"{item.Kind.Name}.{change}", item.Kind.PathOf(item.Id), RegistryDocument.Read(item.Document))
        {
            Sequence = item.Version,
            RequestId = caller.RequestId,
        });
        await outbox.RecordAsync(store, caller.WorkspaceId, [.. occurred], cancellation);
    }
}
