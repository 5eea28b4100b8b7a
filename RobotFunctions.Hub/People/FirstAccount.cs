using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>The first account of a store without people. Whoever started the Hub gets a one-time link to set it up; there is no default password.</summary>
internal sealed class FirstAccount(
    IDbContextFactory<HubStore> stores, PeopleWriter writer, OneTimeLinks links, SignIns signIns, IPasswordHasher<Person> hasher, HubOptions options, TimeProvider time)
{
    /// <summary>Makes the link; the former is worth nothing then.</summary>
    /// <returns>Its path; null if there are people already, or local accounts are off.</returns>
    public async Task<string?> CreateLinkAsync()
    {
        if (!options.SignIn.LocalAccounts)
        {
            return null;
        }

        await using var reading = await stores.CreateDbContextAsync();
        return await reading.People.AnyAsync() ? null : $"/setup/{await writer.RunAsync((store, _) => links.CreateAsync(store, personId: null))}";
    }

    /// <summary>Whether a link would work. It is not used up.</summary>
    public async Task<bool> IsOpenAsync(string token)
    {
        await using var store = await stores.CreateDbContextAsync();
        return await links.FindAsync(store, token) is { PersonId: null } && !await store.People.AnyAsync();
    }

    /// <summary>Uses the link up: makes an administrator of the instance, who is admin of the workspace <c>default</c>, and signs them in.</summary>
    public async Task<PersonResult> CreateAsync(HttpContext context, string token, string name, string? email, string password)
    {
        if ((PersonNames.Problem(name) ?? PersonNames.EmailProblem(email) ?? Passwords.Problem(password, name, email)) is { } problem)
        {
            return PersonResult.Refused(Problem.Invalid(problem));
        }

        if (!await IsOpenAsync(token))
        {
            return Gone;
        }

        var hash = hasher.HashPassword(null!, password);
        return await writer.RunAloneAsync(async (store, users) =>
        {
            if (await links.FindAsync(store, token) is not { PersonId: null } link || await store.People.AnyAsync())
            {
                return Gone;
            }

            var now = time.GetUtcNow();
            var person = PersonDirectory.New(name, email, now);
            person.IsAdministrator = true;
            person.PasswordHash = hash;
            PersonDirectory.Created(await users.CreateAsync(person));
            store.OneTimeLinks.Remove(link);
            store.Memberships.Add(new Membership { WorkspaceId = Workspace.DefaultId, PersonId = person.Id, Role = Role.Admin, CreatedAt = now, FromGroups = false });
            await store.SaveChangesAsync();
            await PersonAudit.AddAsync(store, person, "person.created", PersonAudit.By(person, context), now);
            await signIns.StartAsync(store, person, options.SignIn.RequireSecondFactor ? SessionState.Enrolment : SessionState.Complete, context);
            return PersonResult.Done(person);
        });
    }

    private static PersonResult Gone => PersonResult.Refused(new Problem(
        StatusCodes.Status404NotFound, "This link does not work any more: it was used, it is expired, or the Hub was started again and printed another."));
}
