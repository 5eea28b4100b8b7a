using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Sets the passwords of people, by a one-time link or by the one before. Every session of the person ends.</summary>
internal sealed class PasswordChanges(
    IDbContextFactory<HubStore> stores, PeopleWriter writer, OneTimeLinks links, SignIns signIns, IPasswordHasher<Person> hasher, HubOptions options, TimeProvider time)
{
    /// <summary>The person whose password a link sets; null if the link does not work. It is not used up.</summary>
    public async Task<Person?> FindAsync(string token)
    {
        await using var store = await stores.CreateDbContextAsync();
        return options.SignIn.LocalAccounts && await links.FindAsync(store, token) is { PersonId: { } id } ? await store.People.AsNoTracking().SingleAsync(person => person.Id == id) : null;
    }

    /// <summary>Uses a link up and sets the password. The person signs in with it next: a second factor is still asked for.</summary>
    public async Task<PersonResult> SetAsync(HttpContext context, string token, string password)
    {
        if (await FindAsync(token) is not { } found)
        {
            return Gone;
        }

        if (Passwords.Problem(password, found.Name, found.Email) is { } problem)
        {
            return PersonResult.Refused(Problem.Invalid(problem));
        }

        var hash = hasher.HashPassword(found, password);
        return await writer.RunAloneAsync(async (store, _) =>
        {
            if (await links.FindAsync(store, token) is not { PersonId: { } id } link || await store.People.SingleOrDefaultAsync(person => person.Id == id) is not { } person)
            {
                return Gone;
            }

            store.OneTimeLinks.Remove(link);
            await SetAsync(store, person, hash, context);
            return PersonResult.Done(person);
        });
    }

    /// <summary>Changes the password of who is signed in. Other browsers are signed out; this one gets a new session.</summary>
    public async Task<PersonResult> ChangeAsync(HttpContext context, SignedIn signedIn, string current, string wanted)
    {
        await using var reading = await stores.CreateDbContextAsync();
        var email = await reading.People.Where(person => person.Id == signedIn.PersonId).Select(static person => person.Email).SingleAsync();
        if (Passwords.Problem(wanted, signedIn.Name, email) is { } problem)
        {
            return PersonResult.Refused(Problem.Invalid(problem));
        }

        if (!await signIns.IsPasswordAsync(context, signedIn.PersonId, current))
        {
            return PersonResult.Refused(Problem.Invalid("The current password is wrong."));
        }

        var hash = hasher.HashPassword(null!, wanted);
        return await writer.RunAloneAsync(async (store, _) =>
        {
            var person = await store.People.SingleAsync(person => person.Id == signedIn.PersonId);
            await SetAsync(store, person, hash, context);
            await signIns.StartAsync(store, person, SessionState.Complete, context);
            return PersonResult.Done(person);
        });
    }

    private static PersonResult Gone => PersonResult.Refused(new Problem(
        StatusCodes.Status404NotFound, "This link does not work any more: it was used, it is expired, or a newer one replaced it. Ask an administrator for another."));

    private async Task SetAsync(HubStore store, Person person, string hash, HttpContext context)
    {
        person.PasswordHash = hash;
        person.SecurityStamp = SecretToken.Create();
        Lockout.Clear(person);
        await store.Sessions.Where(session => session.PersonId == person.Id).ExecuteDeleteAsync();
        await PersonAudit.AddAsync(store, person, "person.password-set", PersonAudit.By(person, context), time.GetUtcNow());
    }
}
