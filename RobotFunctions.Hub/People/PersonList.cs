using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Reads the people of the instance.</summary>
internal sealed class PersonList(IDbContextFactory<HubStore> stores, TimeProvider time)
{
    public const string NoSuchPerson = "There is no such person.";

    /// <summary>Reads a page of the people, newest first.</summary>
    public async Task<(Page<PersonView>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, PersonFilter filter, Caller caller, HttpContext context)
    {
        if (filter.Problem is { } problem)
        {
            return (null, problem);
        }

        var now = time.GetUtcNow();
        await using var store = await stores.CreateDbContextAsync(context.RequestAborted);
        var identities = store.PersonIdentities;
        return await page.ReadAsync(
            context,
            caller,
            (after, count) => filter.Apply(store.People.AsNoTracking(), now)
                .Where(person => after == null || person.CreatedAt < after.Value.At || (person.CreatedAt == after.Value.At && person.Id < after.Value.Id))
                .OrderByDescending(static person => person.CreatedAt).ThenByDescending(static person => person.Id).Take(count)
                .Select(person => new { person, fromProvider = identities.Any(identity => identity.UserId == person.Id) })
                .ToListAsync(context.RequestAborted),
            static row => new Cursor(row.person.CreatedAt, row.person.Id),
            row => PersonView.Of(row.person, row.fromProvider, now));
    }

    /// <summary>Reads one person with workspaces and sessions; null if no person has this id.</summary>
    public async Task<PersonView?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var store = await stores.CreateDbContextAsync(cancellation);
        if (await store.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, cancellation) is not { } person)
        {
            return null;
        }

        var workspaces = await store.Memberships.Where(member => member.PersonId == id)
            .Join(store.Workspaces, static member => member.WorkspaceId, static workspace => workspace.Id, static (member, workspace) => new { workspace.Name, member.Role, member.FromGroups })
            .OrderBy(static row => row.Name).ToListAsync(cancellation);
        return PersonView.Of(person, await store.PersonIdentities.AnyAsync(identity => identity.UserId == id, cancellation), now) with
        {
            Workspaces = workspaces.ConvertAll(static row => new PersonWorkspace(row.Name, row.Role, row.FromGroups)),
            Passkeys = await store.Passkeys.CountAsync(passkey => passkey.UserId == id, cancellation),
            Sessions = await store.Sessions.CountAsync(session => session.PersonId == id && session.State == SessionState.Complete && session.ExpiresAt > now, cancellation),
        };
    }
}
