using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Access;

/// <summary>Verifies the tokens of shared sessions. A token is a credential of the temporary workspace, with the scopes that read and change the registry.</summary>
internal sealed class SharedSessions(IDbContextFactory<HubStore> stores, TimeProvider time)
{
    /// <summary>The header that carries the token, in requests and in the answer that made it.</summary>
    public const string Header = "X-Share-Token";

    private static readonly FrozenSet<string> Scopes = ((string[])[Access.Scopes.RegistryRead, Access.Scopes.RegistryWrite]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The answer to a token that is unknown or expired.</summary>
    public static readonly Problem Unknown = new(StatusCodes.Status404NotFound, "There is no shared session with this token: it has expired, was claimed, or the token is wrong. Create a robot without level_id for a new one.");

    /// <summary>The caller that a token belongs to; null if it is unknown or expired.</summary>
    public async Task<Caller?> FindCallerAsync(string token, CancellationToken cancellation) =>
        await FindAsync(token, cancellation) is { } session ? CallerOf(session) : null;

    /// <summary>The session of a token; null if it is unknown or expired.</summary>
    public async Task<SharedSession?> FindAsync(string token, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await FindAsync(store, token, cancellation);
    }

    /// <summary>The session of a token, in a transaction.</summary>
    public async Task<SharedSession?> FindAsync(HubStore store, string token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return SecretToken.Digest(token) is { } digest
            ? await store.SharedSessions.AsNoTracking().SingleOrDefaultAsync(session => session.TokenDigest == digest && session.ExpiresAt > now, cancellation)
            : null;
    }

    /// <summary>Whoever has the token of a session.</summary>
    public static Caller CallerOf(SharedSession session) => new(session.WorkspaceId, "shared session", $"share:{session.Id}", Scopes);
}
