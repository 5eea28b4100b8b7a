using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Whether and how a person of the instance can sign in: resets, disables, unlocks, and signs out everywhere.</summary>
internal sealed class AccountAccess(PeopleWriter writer, OneTimeLinks links, TimeProvider time)
{
    /// <summary>Makes a link to set a new password, ends the person's sessions and any lockout, and removes the passkeys, and the second factor if that was lost too.</summary>
    public Task<PersonResult> ResetAsync(Caller caller, Guid id, bool removeSecondFactor) => writer.ChangeAsync(id, async (store, person) =>
    {
        if (caller.PersonId == id)
        {
            return PersonResult.Refused(Problem.Conflict("Change your own password on the page of your account: a reset would sign you out before you see the link."));
        }

        if (await store.PersonIdentities.AnyAsync(identity => identity.UserId == person.Id))
        {
            return PersonResult.Refused(Problem.Conflict($"{person.Name} signs in at the OpenID Connect provider and has no password here. Reset it there."));
        }

        Lockout.Clear(person);
        await EndSessionsAsync(store, person);
        person.PasswordHash = null;
        await store.Passkeys.Where(passkey => passkey.UserId == person.Id).ExecuteDeleteAsync();
        if (removeSecondFactor)
        {
            SecondFactor.Remove(person);
        }

        var token = await links.CreateAsync(store, person.Id);
        await RecordAsync(store, person, removeSecondFactor ? "person.reset-with-second-factor" : "person.reset", caller);
        return PersonResult.Done(person, token);
    });

    /// <summary>Keeps a person from signing in, and ends the sessions; or allows it again.</summary>
    public Task<PersonResult> SetDisabledAsync(Caller caller, Guid id, bool disabled) => writer.ChangeAsync(id, async (store, person) =>
    {
        if (disabled && await LastAdmins.CheckAsync(store, person) is { } problem)
        {
            return PersonResult.Refused(problem);
        }

        if (disabled != person.DisabledAt is not null)
        {
            person.DisabledAt = disabled ? time.GetUtcNow() : null;
            await EndSessionsAsync(store, person);
            await RecordAsync(store, person, disabled ? "person.disabled" : "person.enabled", caller);
        }

        return PersonResult.Done(person);
    });

    /// <summary>Ends the lockout after wrong passwords or codes. The password stays.</summary>
    public Task<PersonResult> UnlockAsync(Caller caller, Guid id) => writer.ChangeAsync(id, async (store, person) =>
    {
        if (person.LockoutEnd > time.GetUtcNow())
        {
            Lockout.Clear(person);
            await RecordAsync(store, person, "person.unlocked", caller);
        }

        return PersonResult.Done(person);
    });

    /// <summary>Ends all sessions of a person, who may sign in again.</summary>
    public Task<PersonResult> SignOutAsync(Caller caller, Guid id) => writer.ChangeAsync(id, async (store, person) =>
    {
        await EndSessionsAsync(store, person);
        await RecordAsync(store, person, "person.signed-out-everywhere", caller);
        return PersonResult.Done(person);
    });

    // The stamp ends also a session that is started at the same time.
    private static async Task EndSessionsAsync(HubStore store, Person person)
    {
        person.SecurityStamp = SecretToken.Create();
        await store.Sessions.Where(session => session.PersonId == person.Id).ExecuteDeleteAsync();
    }

    private Task RecordAsync(HubStore store, Person person, string action, Caller caller) => PersonAudit.AddAsync(store, person, action, caller, time.GetUtcNow());
}
