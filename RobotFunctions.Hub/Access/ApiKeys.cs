using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Access;

/// <summary>The API keys of the store: creates, verifies and revokes them.</summary>
internal sealed class ApiKeys(IDbContextFactory<HubStore> stores, StoreWriter writer, TimeProvider time)
{
    private volatile bool _exist;

    /// <summary>Creates a key in the caller's workspace.</summary>
    /// <param name="caller">Who creates it.</param>
    /// <param name="name">What a person calls it.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="expiresAt">When it stops working; null is never.</param>
    /// <param name="cancellation">Cancels before the key is stored.</param>
    /// <returns>The key as it is stored, and its text, which cannot be read again.</returns>
    public async Task<(ApiKey Key, string Secret)> CreateAsync(
        Caller caller, string name, IEnumerable<string> scopes, DateTimeOffset? expiresAt, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var secret = ApiKeySecret.Create();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = caller.WorkspaceId,
            Name = name,
            Prefix = ApiKeySecret.Prefix(secret),
            Digest = ApiKeySecret.Digest(secret),
            Scopes = string.Join(' ', scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        await writer.RunAsync(
            store =>
            {
                store.ApiKeys.Add(key);
                store.Audit.Add(AuditEntry.Of(caller, "key.created", key.Id.ToString(), now));
                return Task.CompletedTask;
            },
            cancellation);
        return (key, secret);
    }

    /// <summary>Revokes a key of the caller's workspace. A revoked one stays revoked, and stays listed.</summary>
    /// <returns>Whether the workspace has such a key.</returns>
    public Task<bool> RevokeAsync(Caller caller, Guid id, CancellationToken cancellation) => writer.RunAsync(
        async store =>
        {
            var key = await store.ApiKeys.SingleOrDefaultAsync(key => key.Id == id && key.WorkspaceId == caller.WorkspaceId, cancellation);
            if (key is { RevokedAt: null })
            {
                key.RevokedAt = time.GetUtcNow();
                store.Audit.Add(AuditEntry.Of(caller, "key.revoked", id.ToString(), key.RevokedAt.Value));
            }

            return key is not null;
        },
        cancellation);

    /// <summary>Whether a key was ever created. Without one, and without an issuer of tokens, nobody can be let in.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation)
    {
        if (!_exist)
        {
            await using var store = await stores.CreateDbContextAsync(cancellation);
            _exist = await store.ApiKeys.AnyAsync(cancellation);
        }

        return _exist;
    }

    /// <summary>Verifies a key, and records the minute of its use.</summary>
    public async Task<CredentialVerdict> VerifyAsync(string text, CancellationToken cancellation)
    {
        if (!ApiKeySecret.IsWellFormed(text))
        {
            return new CredentialVerdict.Rejected("This is not an API key: one starts with rf_ and has 46 characters. Check that the whole key was copied.");
        }

        var digest = ApiKeySecret.Digest(text);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var found = await store.ApiKeys.AsNoTracking().Where(key => key.Digest == digest)
            .Join(store.Workspaces.AsNoTracking(), static key => key.WorkspaceId, static workspace => workspace.Id, static (key, workspace) => new { key, workspace }).SingleOrDefaultAsync(cancellation);
        var now = time.GetUtcNow();
        if (found?.key is not { } key)
        {
            return new CredentialVerdict.Rejected("The Hub does not know this API key. Create one with `robot hub key create`.");
        }

        if (key.RevokedAt is not null || key.ExpiresAt <= now)
        {
            return new CredentialVerdict.Rejected($"The API key {key.Prefix}... is {(key.RevokedAt is null ? "expired" : "revoked")}. Create another with `robot hub key create`.");
        }

        await RecordUseAsync(key, now, cancellation);
        var scopes = found.workspace.Limit(key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal));
        return new CredentialVerdict.Accepted(new Caller(key.WorkspaceId, $"key:{key.Name}", $"key:{key.Id}", scopes));
    }

    // To the minute, so that most calls write nothing.
    private async Task RecordUseAsync(ApiKey key, DateTimeOffset now, CancellationToken cancellation)
    {
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (key.LastUsedAt is null || key.LastUsedAt < minute)
        {
            await writer.RunAsync(
                store => store.ApiKeys
                    .Where(stored => stored.Id == key.Id && (stored.LastUsedAt == null || stored.LastUsedAt < minute))
                    .ExecuteUpdateAsync(update => update.SetProperty(stored => stored.LastUsedAt, minute), cancellation),
                cancellation);
        }
    }
}
