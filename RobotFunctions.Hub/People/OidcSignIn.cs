using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Signs in whom the OpenID Connect provider has authenticated. The account is made at the first sign-in, and the roles of groups follow at each.</summary>
internal sealed partial class OidcSignIn(PeopleWriter writer, SignIns signIns, HubOptions options, TimeProvider time, ILogger<OidcSignIn> log)
{
    private const string ByGroups = "groups of the provider";

    /// <summary>Signs in.</summary>
    /// <returns>The person; or why they may not.</returns>
    public async Task<PersonResult> CompleteAsync(HttpContext context, OidcIdentity identity)
    {
        var decision = OidcDecision.Of(options.SignIn.Oidc, identity);
        if (!decision.MaySignIn)
        {
            return PersonResult.Refused(Problem.Forbidden("You are known to the provider, but may not use this Hub. Ask its operator to allow one of your groups, or your e-mail domain."));
        }

        return await writer.RunAloneAsync(async (store, users) =>
        {
            var person = await FindAsync(store, identity);
            if (person is null)
            {
                var name = PersonNames.Problem(identity.Name) is null ? identity.Name : identity.Subject;
                if (PersonNames.Problem(name) is not null || await store.People.AnyAsync(other => other.NormalizedUserName == NameKey.Of(name)))
                {
                    return PersonResult.Refused(Problem.Conflict($"The Hub has another account named {identity.Name}, or cannot use this name. Ask an administrator to remove that account, or to change your name at the provider."));
                }

                person = PersonDirectory.New(name, email: null, time.GetUtcNow());
                PersonDirectory.Created(await users.CreateAsync(person));
                store.PersonIdentities.Add(new PersonIdentity { LoginProvider = identity.Issuer, ProviderKey = identity.Subject, UserId = person.Id });
                store.Audit.Add(AuditEntry.Of(Groups(context, Workspace.DefaultId), "person.created", person.Name, time.GetUtcNow()));
            }
            else if (person.DisabledAt is not null)
            {
                return PersonResult.Refused(Problem.Forbidden("Your account is disabled. Ask an administrator of this Hub."));
            }

            person.Email = PersonNames.EmailProblem(identity.Email) is null ? identity.Email : null;
            person.NormalizedEmail = person.Email is null ? null : NameKey.Of(person.Email);
            person.IsAdministrator = decision.IsAdministrator ?? person.IsAdministrator;
            await FollowGroupsAsync(store, person, decision, context);
            await store.SaveChangesAsync();
            await signIns.StartAsync(store, person, SessionState.Complete, context);
            return PersonResult.Done(person);
        });
    }

    private static Task<Person?> FindAsync(HubStore store, OidcIdentity identity) => store.PersonIdentities
        .Where(known => known.LoginProvider == identity.Issuer && known.ProviderKey == identity.Subject)
        .Join(store.People, static known => known.UserId, static person => person.Id, static (_, person) => person)
        .SingleOrDefaultAsync();

    private static Caller Groups(HttpContext context, Guid workspace) => new(
        workspace, ByGroups, ByGroups, [], context.Connection.RemoteIpAddress?.ToString(), context.TraceIdentifier);

    // A role that an admin gave stays as it is.
    private async Task FollowGroupsAsync(HubStore store, Person person, OidcDecision decision, HttpContext context)
    {
        var now = time.GetUtcNow();
        var names = decision.Roles.Keys.ToList();
        var workspaces = await store.Workspaces.Where(workspace => names.Contains(workspace.Name)).ToListAsync();
        var members = await store.Memberships.Where(member => member.PersonId == person.Id).ToDictionaryAsync(static member => member.WorkspaceId);
        foreach (var unknown in names.Except(workspaces.Select(static workspace => workspace.Name)))
        {
            LogUnknown(log, unknown);
        }

        foreach (var workspace in workspaces)
        {
            var role = decision.Roles[workspace.Name];
            if (!members.Remove(workspace.Id, out var member))
            {
                store.Memberships.Add(new Membership { WorkspaceId = workspace.Id, PersonId = person.Id, Role = role, CreatedAt = now, FromGroups = true });
                store.Audit.Add(AuditEntry.Of(Groups(context, workspace.Id), "member.added", $"{person.Name} {Roles.NameOf(role)}", now));
            }
            else if (member.FromGroups && member.Role != role)
            {
                member.Role = role;
                store.Audit.Add(AuditEntry.Of(Groups(context, workspace.Id), "member.changed", $"{person.Name} {Roles.NameOf(role)}", now));
            }
        }

        foreach (var member in members.Values.Where(static member => member.FromGroups))
        {
            store.Memberships.Remove(member);
            store.Audit.Add(AuditEntry.Of(Groups(context, member.WorkspaceId), "member.removed", person.Name, now));
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "HubServer:SignIn:Oidc:Roles names the workspace {Workspace}, which does not exist. Create it, or correct the setting.")]
    private static partial void LogUnknown(ILogger log, string workspace);
}
