using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Creates, changes and deletes channels, for the API, the pages and the commands.</summary>
internal sealed class ChannelDirectory(IDbContextFactory<HubStore> stores, StoreWriter writer, ChannelKinds kinds, ChannelSecrets secrets, TimeProvider time)
{
    /// <summary>Finds a channel.</summary>
    public async Task<Channel?> FindAsync(Guid workspaceId, Guid id, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Channels.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == workspaceId && found.DeletedAt == null, cancellation);
    }

    /// <summary>Creates a channel.</summary>
    public async Task<ChannelResult> CreateAsync(Caller caller, ChannelKind kind, ChannelInput input, CancellationToken cancellation)
    {
        var settings = input.Over(new ChannelSettings());
        if (Check(kind, input with { Name = input.Name ?? "" }, settings, hasSecret: false) is { } problem)
        {
            return ChannelResult.Invalid(problem);
        }

        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var channel = new Channel
        {
            Id = id,
            WorkspaceId = caller.WorkspaceId,
            Name = input.Name!,
            NameKey = NameKey.Of(input.Name!),
            Kind = kind,
            Settings = settings.ToJson(),
            Secret = Protected(id, input.Secret),
            FreeAt = now,
            CreatedAt = now,
        };
        return await UniqueAsync(channel.Name, async store =>
        {
            if (await IsTakenAsync(store, channel, channel.NameKey, cancellation))
            {
                return ChannelResult.NameTaken(channel.Name);
            }

            store.Channels.Add(channel);
            store.Audit.Add(AuditEntry.Of(caller, "channel.created", $"{id}", now));
            return new ChannelResult(channel);
        }, cancellation);
    }

    /// <summary>Changes what is given.</summary>
    public async Task<ChannelResult> ChangeAsync(Caller caller, Guid id, ChannelInput input, string? ifMatch, CancellationToken cancellation)
    {
        if (await FindAsync(caller.WorkspaceId, id, cancellation) is not { } before)
        {
            return ChannelResult.NotFound;
        }

        if (Check(before.Kind, input, input.Over(ChannelSettings.Of(before)), before.Secret is not null) is { } problem)
        {
            return ChannelResult.Invalid(problem);
        }

        var secret = Protected(id, input.Secret);
        return await UniqueAsync(input.Name ?? before.Name, store => ChangeAsync(store, caller, id, ifMatch, async channel =>
        {
            // Settings that somebody else changed meanwhile may not go together with these.
            var settings = input.Over(ChannelSettings.Of(channel));
            if (Check(channel.Kind, input, settings, channel.Secret is not null) is { } problem)
            {
                return ChannelResult.Invalid(problem);
            }

            var name = input.Name ?? channel.Name;
            if (await IsTakenAsync(store, channel, NameKey.Of(name), cancellation))
            {
                return ChannelResult.NameTaken(name);
            }

            (channel.Name, channel.NameKey, channel.Settings, channel.Secret) = (name, NameKey.Of(name), settings.ToJson(), secret ?? channel.Secret);
            channel.Version++;
            store.Audit.Add(AuditEntry.Of(caller, "channel.changed", $"{id}", time.GetUtcNow()));
            return new ChannelResult(channel);
        }, cancellation), cancellation);
    }

    /// <summary>Deletes a channel that no topic uses, with its secret. Its notifications stay, and with them its name.</summary>
    public Task<ChannelResult> DeleteAsync(Caller caller, Guid id, string? ifMatch, CancellationToken cancellation) => writer.RunAsync(store => ChangeAsync(store, caller, id, ifMatch, async channel =>
    {
        if (await store.TopicChannels.AnyAsync(used => used.ChannelId == id, cancellation))
        {
            return ChannelResult.Refused(Problem.Conflict("A topic uses this channel. Take it out of the topic first."));
        }

        if (await store.Notifications.AnyAsync(found => found.ChannelId == id && (found.Status == NotificationStatus.Pending || found.Status == NotificationStatus.Sending), cancellation))
        {
            return ChannelResult.Refused(Problem.Conflict("Notifications still wait to be sent through this channel. Delete it when they are delivered or have failed."));
        }

        // The name is free again: no key of a name has small letters.
        (channel.DeletedAt, channel.Secret, channel.NameKey) = (time.GetUtcNow(), null, $"{id}");
        channel.Version++;
        store.Audit.Add(AuditEntry.Of(caller, "channel.deleted", $"{id}", time.GetUtcNow()));
        return new ChannelResult(channel);
    }, cancellation), cancellation);

    private static async Task<ChannelResult> ChangeAsync(HubStore store, Caller caller, Guid id, string? ifMatch, Func<Channel, Task<ChannelResult>> change, CancellationToken cancellation)
    {
        if (await store.Channels.SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == caller.WorkspaceId && found.DeletedAt == null, cancellation) is not { } channel)
        {
            return ChannelResult.NotFound;
        }

        var required = await store.Workspaces.Where(found => found.Id == caller.WorkspaceId).Select(static found => found.RequireIfMatch).SingleAsync(cancellation);
        return ETags.Check(ifMatch, channel.Tag, required) is { } stale ? ChannelResult.Refused(stale) : await change(channel);
    }

    private FieldProblem? Check(ChannelKind kind, ChannelInput input, ChannelSettings settings, bool hasSecret) =>
        input.NameProblem ?? kinds[kind].Check(settings, input.Secret, hasSecret) ?? ChannelInput.TemplateProblem(settings);

    private byte[]? Protected(Guid id, string? secret) => secret is null ? null : secrets.Protect(id, secret);

    private static Task<bool> IsTakenAsync(HubStore store, Channel channel, string key, CancellationToken cancellation) =>
        store.Channels.AnyAsync(other => other.WorkspaceId == channel.WorkspaceId && other.NameKey == key && other.Id != channel.Id, cancellation);

    // Two that choose the same name at the same time both see it free; the database refuses the second.
    private async Task<ChannelResult> UniqueAsync(string name, Func<HubStore, Task<ChannelResult>> change, CancellationToken cancellation)
    {
        try
        {
            return await writer.RunAsync(change, cancellation);
        }
        catch (DbUpdateException taken) when (StoreFailures.IsTaken(taken))
        {
            return ChannelResult.NameTaken(name);
        }
    }
}
