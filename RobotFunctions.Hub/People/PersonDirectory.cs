using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>The people of the instance: adds, disables and removes them, and makes the links with which they set their passwords.</summary>
internal sealed class PersonDirectory(PeopleWriter writer, OneTimeLinks links, TimeProvider time)
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
            if (person is not null && (input.Role is null || await store.Memberships.AnyAsync(membership => membership.WorkspaceId == caller.WorkspaceId && membership.PersonId == person.Id)))
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
            }

            if (input.Role is { } role)
            {
                store.Memberships.Add(new Membership { WorkspaceId = caller.WorkspaceId, PersonId = person.Id, Role = role, CreatedAt = now, FromGroups = false });
                store.Audit.Add(AuditEntry.Of(caller, "member.added", $"{person.Name} {Roles.NameOf(role)}", now));
            }

            return PersonResult.Done(person, token);
        });
    }

    /// <summary>Makes a link to set a new password, ends the person's sessions and any lockout, and removes the second factor if that was lost too.</summary>
    public Task<PersonResult> ResetAsync(Caller caller, Guid id, bool removeSecondFactor) => ChangeAsync(id, async (store, person) =>
    {
        if (await store.PersonIdentities.AnyAsync(identity => identity.UserId == person.Id))
        {
            return PersonResult.Refused(Problem.Conflict($"{person.Name} signs in at the OpenID Connect provider and has no password here. Reset it there."));
        }

        Lockout.Clear(person);
        person.SecurityStamp = SecretToken.Create();
        person.PasswordHash = null;
        if (removeSecondFactor)
        {
            SecondFactor.Remove(person);
        }

        var token = await links.CreateAsync(store, person.Id);
        await PersonAudit.AddAsync(store, person, removeSecondFactor ? "person.reset-with-second-factor" : "person.reset", caller, time.GetUtcNow());
        return PersonResult.Done(person, token);
    });

    /// <summary>Keeps a person from signing in, and ends the sessions; or allows it again.</summary>
    public Task<PersonResult> SetDisabledAsync(Caller caller, Guid id, bool disabled) => ChangeAsync(id, async (store, person) =>
    {
        if (disabled && await LastAdmins.CheckAsync(store, person) is { } problem)
        {
            return PersonResult.Refused(problem);
        }

        if (disabled != person.DisabledAt is not null)
        {
            person.DisabledAt = disabled ? time.GetUtcNow() : null;
            person.SecurityStamp = SecretToken.Create();
            await PersonAudit.AddAsync(store, person, disabled ? "person.disabled" : "person.enabled", caller, time.GetUtcNow());
        }

        return PersonResult.Done(person);
    });

    /// <summary>Makes a person an administrator of the instance, or no longer one.</summary>
    public Task<PersonResult> SetAdministratorAsync(Caller caller, Guid id, bool administrator) => ChangeAsync(id, async (store, person) =>
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
    public Task<PersonResult> RemoveAsync(Caller caller, Guid id) => ChangeAsync(id, async (store, person) =>
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

    private Task<PersonResult> ChangeAsync(Guid id, Func<HubStore, Person, Task<PersonResult>> change) => writer.RunAloneAsync(async (store, _) =>
        await store.People.SingleOrDefaultAsync(person => person.Id == id) is { } person
            ? await change(store, person)
            : PersonResult.Refused(new Problem(StatusCodes.Status404NotFound, "There is no such person.")));
}
