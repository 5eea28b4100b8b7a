using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Runs each change of people in one transaction of the store, together with its audit, and gives it ASP.NET Core Identity over that transaction.</summary>
internal sealed class PeopleWriter(StoreWriter writer, IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Runs <paramref name="change"/> and commits.</summary>
    public Task<T> RunAsync<T>(Func<HubStore, UserManager<Person>, Task<T>> change) => writer.RunAsync(
        async store =>
        {
            await using var scope = scopes.CreateAsyncScope();
            using var identity = new PersonStore(store, protection, time);
            using var users = ActivatorUtilities.CreateInstance<UserManager<Person>>(scope.ServiceProvider, identity);
            return await change(store, users);
        },
        CancellationToken.None);

    /// <summary>Runs a change of who administers what, after all others: two that each leave one administrator must not leave none together.</summary>
    /// <returns>The result; 409 if the name was taken meanwhile.</returns>
    public async Task<PersonResult> RunAloneAsync(Func<HubStore, UserManager<Person>, Task<PersonResult>> change)
    {
        try
        {
            return await RunAsync(async (store, users) =>
            {
                // The row of the workspace that every store has is the lock; PostgreSQL holds it until the commit, and SQLite has one writer anyway.
                await store.Workspaces.Where(static workspace => workspace.Id == Workspace.DefaultId).ExecuteUpdateAsync(static update => update.SetProperty(static workspace => workspace.Name, static workspace => workspace.Name));
                var result = await change(store, users);
                await store.SaveChangesAsync();
                return result;
            });
        }
        catch (DbUpdateException taken) when (StoreFailures.IsTaken(taken))
        {
            return PersonResult.Refused(Problem.Conflict("Somebody else made the same change at the same time. Look at it, and try again."));
        }
    }

    /// <summary>Changes a person of the instance, after all other such changes.</summary>
    /// <returns>The result; 404 if there is no such person.</returns>
    public Task<PersonResult> ChangeAsync(Guid id, Func<HubStore, Person, Task<PersonResult>> change) => RunAloneAsync(async (store, _) =>
        await store.People.SingleOrDefaultAsync(person => person.Id == id) is { } person
            ? await change(store, person)
            : PersonResult.Refused(new Problem(StatusCodes.Status404NotFound, PersonList.NoSuchPerson)));
}
