using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>The people of the instance: adds and removes them, and makes administrators. <see cref="AccountAccess"/> changes whether they can sign in.</summary>
internal sealed class PersonDirectory(IDbContextFactory<HubStore> stores, PeopleWriter writer, OneTimeLinks links, TimeProvider time)
{
    /// <summary>
    /// Adds a person, with a link to set a password. A person whom the instance has already becomes a member of the caller's workspace, and gets no link:
    /// otherwise an admin of one workspace could take over an account that has more access in another.
    /// </summary>
    public async Task<PersonResult> AddAsync(Caller caller, NewPerson input)
    {
        if (input.Problem is { } problem)
        {
            return PersonResult.Refused(Problem.Invalid(problem));
        }

        var key = NameKey.Of(input.Name);
        return await writer.RunAloneAsync(async (store, users) =>
        {
            var now = time.GetUtcNow();
            var person = await store.People.SingleOrDefaultAsync(person => person.NormalizedUserName == key);
            if (person is not null && (input.Role is null || input.IsAdministrator || await store.Memberships.AnyAsync(membership => membership.WorkspaceId == caller.WorkspaceId && membership.PersonId == person.Id)))
            {
                return PersonResult.Refused(Problem.Conflict($"There is a person named {person.Name} already. Change the role, or choose another name."));
            }

            string? token = null;
            if (person is null)
            {
                person = New(input.Name, input.Email, now);
                person.IsAdministrator = input.IsAdministrator;
                Created(await users.CreateAsync(person));
                token = await links.CreateAsync(store, person.Id);
                store.Audit.Add(AuditEntry.Of(caller, "person.created", person.Name, now));
                if (input.IsAdministrator)
                {
                    store.Audit.Add(AuditEntry.Of(caller, "administrator.added", person.Name, now));
                }
            }

            if (input.Role is { } role)
            {
                store.Memberships.Add(new Membership { WorkspaceId = caller.WorkspaceId, PersonId = person.Id, Role = role, CreatedAt = now, FromGroups = false });
                store.Audit.Add(AuditEntry.Of(caller, "member.added", $"{person.Name} {Roles.NameOf(role)}", now));
            }

            return PersonResult.Done(person, token);
        });
    }

    /// <summary>Adds a person of the instance, as a member of any workspace; its audit has it.</summary>
    /// <param name="caller">Who adds the person.</param>
    /// <param name="input">The person.</param>
    /// <param name="workspace">The name of the workspace.</param>
    public async Task<PersonResult> AddAsync(Caller caller, NewPerson input, string workspace)
    {
        await using var store = await stores.CreateDbContextAsync();
        return await store.Workspaces.AsNoTracking().SingleOrDefaultAsync(found => found.Name == workspace) switch
        {
            null => PersonResult.Refused(Problem.Invalid("There is no such workspace.")),
            { ArchivedAt: not null } => PersonResult.Refused(Problem.Conflict($"The workspace {workspace} is archived: it can be read, not changed. Restore it first.")),
            var found => await AddAsync(caller with { WorkspaceId = found.Id }, input),
        };
    }

    /// <summary>Makes a person an administrator of the instance, or no longer one.</summary>
    public Task<PersonResult> SetAdministratorAsync(Caller caller, Guid id, bool administrator) => writer.ChangeAsync(id, async (store, person) =>
    {
        if (!administrator && await LastAdmins.CheckAdministratorAsync(store, person) is { } problem)
        {
            return PersonResult.Refused(problem);
        }

        if (administrator != person.IsAdministrator)
        {
            person.IsAdministrator = administrator;
            await PersonAudit.AddAsync(store, person, administrator ? "administrator.added" : "administrator.removed", caller, time.GetUtcNow());
        }

        return PersonResult.Done(person);
    });

    /// <summary>Removes a person with memberships and sessions. What they did stays in the audit and in histories, by name.</summary>
    public Task<PersonResult> RemoveAsync(Caller caller, Guid id) => writer.ChangeAsync(id, async (store, person) =>
    {
        if (await LastAdmins.CheckAsync(store, person) is { } problem)
        {
            return PersonResult.Refused(problem);
        }

        await PersonAudit.AddAsync(store, person, "person.removed", caller, time.GetUtcNow());
        store.People.Remove(person);
        return PersonResult.Done(person);
    });

    internal static Person New(string name, string? email, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), UserName = name.Trim(), Email = email, CreatedAt = now };

    /// <summary>Verifies that Identity made a person whose name and address were checked before.</summary>
    /// <exception cref="InvalidOperationException">It did not, which its rules give no reason for.</exception>
    internal static void Created(Microsoft.AspNetCore.Identity.IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"Identity refused a person: {string.Join(' ', result.Errors.Select(static error => error.Code))}.");
        }
    }
}
