using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>The tables of this area.</summary>
internal static class PeopleTables
{
    extension(HubStore store)
    {
        public DbSet<Person> People => store.Set<Person>();

        public DbSet<PersonIdentity> PersonIdentities => store.Set<PersonIdentity>();

        public DbSet<Passkey> Passkeys => store.Set<Passkey>();

        public DbSet<Membership> Memberships => store.Set<Membership>();

        public DbSet<Session> Sessions => store.Set<Session>();

        public DbSet<OneTimeLink> OneTimeLinks => store.Set<OneTimeLink>();

        /// <summary>Reads a person for a change that depends on what it reads, after the changes of others: PostgreSQL locks the row that a statement writes.</summary>
        public async Task<Person?> LockAsync(Expression<Func<Person, bool>> which)
        {
            await store.People.Where(which).ExecuteUpdateAsync(static update => update.SetProperty(static person => person.UserName, static person => person.UserName));
            return await store.People.SingleOrDefaultAsync(which);
        }

        /// <summary>The names of the workspaces that a person is a member of, in order.</summary>
        public IQueryable<string> NamesOf(Guid personId) => store.Memberships.Where(membership => membership.PersonId == personId)
            .Join(store.Workspaces, static membership => membership.WorkspaceId, static workspace => workspace.Id, static (_, workspace) => workspace.Name)
            .OrderBy(static name => name);
    }
}
