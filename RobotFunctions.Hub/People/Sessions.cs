using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>
/// The sessions of people: starts, finds and ends them. Every request looks up session, person and role, so that what changes counts from the next
/// request on, also on other replicas.
/// </summary>
internal sealed class Sessions(IDbContextFactory<HubStore> stores, StoreWriter writer, HubOptions options, TimeProvider time)
{
    private static readonly TimeSpan UnfinishedLifetime = TimeSpan.FromMinutes(10);

    private readonly TimeSpan _idle = TimeSpan.FromMinutes(options.SignIn.IdleMinutes);

    /// <summary>Starts a session in a change of the store, and ends the one that the browser had: its token is never used on, so that it cannot be planted.</summary>
    /// <param name="store">The store, in a transaction.</param>
    /// <param name="person">Who signs in.</param>
    /// <param name="state">How far the sign-in is.</param>
    /// <param name="context">The request.</param>
    /// <returns>The session, and the token for <see cref="PersonCookie"/>.</returns>
    public async Task<(Session Session, string Token)> StartAsync(HubStore store, Person person, SessionState state, HttpContext context)
    {
        var now = time.GetUtcNow();
        var former = SecretToken.Digest(PersonCookie.Read(context.Request));
        await store.Sessions.Where(session => session.ExpiresAt <= now || session.Digest == former).ExecuteDeleteAsync();
        var token = SecretToken.Create();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            PersonId = person.Id,
            Digest = SecretToken.Digest(token)!,
            SecurityStamp = person.SecurityStamp!,
            State = state,
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + (state == SessionState.Complete ? TimeSpan.FromHours(options.SignIn.SessionHours) : UnfinishedLifetime),
            Address = context.Connection.RemoteIpAddress?.ToString(),
        };
        store.Sessions.Add(session);
        return (session, token);
    }

    /// <summary>Finds the session and the person of a request; null if nobody is signed in, or not as far as <paramref name="state"/>.</summary>
    public async Task<(Session Session, Person Person)?> FindAsync(HttpContext context, SessionState state)
    {
        if (SecretToken.Digest(PersonCookie.Read(context.Request)) is not { } digest)
        {
            return null;
        }

        await using var store = await stores.CreateDbContextAsync(context.RequestAborted);
        var found = await store.Sessions.AsNoTracking()
            .Where(session => session.Digest == digest)
            .Join(store.People.AsNoTracking(), static session => session.PersonId, static person => person.Id, static (session, person) => new { session, person })
            .SingleOrDefaultAsync(context.RequestAborted);
        var now = time.GetUtcNow();
        if (found is null || found.session.State != state || found.session.ExpiresAt <= now || found.session.LastUsedAt <= now - _idle
            || found.person.DisabledAt is not null || found.session.SecurityStamp != found.person.SecurityStamp)
        {
            return null;
        }

        await RecordUseAsync(found.session, now);
        return (found.session, found.person);
    }

    /// <summary>Ends the session of a request.</summary>
    public static Task EndAsync(HubStore store, HttpContext context)
    {
        var digest = SecretToken.Digest(PersonCookie.Read(context.Request));
        return store.Sessions.Where(session => session.Digest == digest).ExecuteDeleteAsync();
    }

    // To the minute, so that most requests write nothing.
    private async Task RecordUseAsync(Session session, DateTimeOffset now)
    {
        if (now - session.LastUsedAt >= TimeSpan.FromMinutes(1))
        {
            await writer.RunAsync(
                store => store.Sessions.Where(stored => stored.Id == session.Id && stored.LastUsedAt < now).ExecuteUpdateAsync(update => update.SetProperty(stored => stored.LastUsedAt, now)),
                CancellationToken.None);
        }
    }
}
